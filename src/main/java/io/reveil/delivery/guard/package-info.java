/**
 * Weighs what failed, at once or later, before it counts against an address: where a provider refuses us, nobody is
 * marked, and its mail stops (B23, B30).
 *
 * <p>Owns: {@code pending_mark}, {@code provider_count}, {@code storm}. Public: {@link io.reveil.delivery.guard.Failures},
 * {@link io.reveil.delivery.guard.Offer}, {@link io.reveil.delivery.guard.Storms}, {@link io.reveil.delivery.guard.Storm},
 * {@link io.reveil.delivery.guard.ProviderFates}.
 */
@NullMarked
package io.reveil.delivery.guard;

import org.jspecify.annotations.NullMarked;
