/**
 * What is to leave, what became of it, and what waits for another try.
 *
 * <p>Owns: {@code message}, {@code outbox}, {@code chunk}, {@code wave_switch}. Public: {@link MailHistory},
 * {@link SingleMail}, {@link SingleMails}, {@link WaveCounts}, {@link WaveLines}, {@link WaveQueue}, {@link WaveStops}.
 */
@NullMarked
package io.reveil.delivery.queue;

import org.jspecify.annotations.NullMarked;
