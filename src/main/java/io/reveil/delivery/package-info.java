/**
 * Gets queued messages out of the door, once each, and only to people who still agree.
 *
 * <p>Owns: {@code message}, {@code outbox}, {@code chunk}, {@code pace}, {@code wave_switch}. Public: {@link io.reveil.delivery.WaveMessages}, {@link io.reveil.delivery.SingleMails}, {@link io.reveil.delivery.Check}, {@link io.reveil.delivery.Outcomes}, {@link io.reveil.delivery.Letters}, {@link
 * io.reveil.delivery.Dispatcher}.
 */
@NullMarked
package io.reveil.delivery;

import org.jspecify.annotations.NullMarked;
