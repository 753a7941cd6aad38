/**
 * Campaigns: a sequence of mails to people who fell silent. Here are its words, on which its parts build.
 *
 * <p>Owns: nothing. Public: {@link Arm}, {@link Campaign}, {@link Enrolment}, {@link EnrolmentState},
 * {@link ExitReason}, {@link Wave}, {@link WaveState}.
 */
@NullMarked
package io.reveil.campaign;

import org.jspecify.annotations.NullMarked;
