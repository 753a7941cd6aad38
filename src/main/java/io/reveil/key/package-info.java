/**
 * Key files with owner-only rights, and their check values in the database, so that no node runs with the wrong keys (D7, A57).
 *
 * <p>Owns: {@code key_check}, {@code key_holder}. Public: {@link AddressDigests}, {@link Ed25519}, {@link Hmac},
 * {@link KeyEntry}, {@link KeyRing}, {@link LinkKeys}, {@link Nesting}, {@link Peppered}, {@link Peppers},
 * {@link PlainHash}, {@link SealSeeds}, {@link TagKey}.
 */
@NullMarked
package io.reveil.key;

import org.jspecify.annotations.NullMarked;
