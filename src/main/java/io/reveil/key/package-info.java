/**
 * Key files with owner-only rights, and their check values in the database, so that no node runs with the wrong keys (D7, A57).
 *
 * <p>Owns: {@code key_check}, {@code key_holder}. Public: {@link io.reveil.key.KeyRing}, {@link io.reveil.key.AddressDigests}, {@link
 * io.reveil.key.PlainHash}, {@link io.reveil.key.LinkKeys}, {@link io.reveil.key.Peppers}, {@link io.reveil.key.SealSeeds},
 * {@link io.reveil.key.KeyEntry}, {@link io.reveil.key.Peppered}, {@link io.reveil.key.Nesting}, {@link io.reveil.key.Hmac},
 * {@link io.reveil.key.Ed25519}.
 */
@NullMarked
package io.reveil.key;

import org.jspecify.annotations.NullMarked;
