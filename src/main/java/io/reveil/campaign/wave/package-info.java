/**
 * One triggered run: whom it lets in, whom it brings to the next stage, and what it queues.
 *
 * <p>Owns: {@code wave}, {@code wave_count}. Public: {@link Waves}.
 */
@NullMarked
package io.reveil.campaign.wave;

import org.jspecify.annotations.NullMarked;
