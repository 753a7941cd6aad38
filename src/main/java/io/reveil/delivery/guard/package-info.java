/**
 * Weighs what failed, at once or later, before it counts against an address: where a provider refuses us, nobody is
 * marked, and its mail stops (B23, B30).
 *
 * <p>Owns: {@code pending_mark}, {@code provider_count}, {@code storm}. Public: {@link Failures},
 * {@link ProviderFates}, {@link Storm}, {@link Storms}.
 */
@NullMarked
package io.reveil.delivery.guard;

import org.jspecify.annotations.NullMarked;
