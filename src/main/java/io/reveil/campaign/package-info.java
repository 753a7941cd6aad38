/**
 * Campaigns: a sequence of mails to people who fell silent. Here are its words; the parts build on them: definition,
 * then sequence, letter and wave, with the api on top.
 *
 * <p>Owns: nothing. Public: {@link Campaign}, {@link Stage}, {@link Wave}, {@link WaveState}, {@link Enrolment},
 * {@link EnrolmentState}, {@link ExitReason}, {@link Arm}.
 */
@NullMarked
package io.reveil.campaign;

import org.jspecify.annotations.NullMarked;
