/**
 * The words that all packages share, and the ports through which a lower package hears from a higher one.
 *
 * <p>Owns: nothing. Public: {@link Actor}, {@link AddressDigest}, {@link Channel}, {@link ContactId}, {@link Demands},
 * {@link DigestTrail}, {@link EmailAddress}, {@link Fault}, {@link Installation}, {@link Language}, {@link NoMail},
 * {@link PersonalData}, {@link Purpose}, {@link Scrub}, {@link Sha256}, {@link ShippedFiles}, {@link Subject},
 * {@link TrialClock}, {@link YamlNode}.
 */
@NullMarked
package io.reveil.kernel;

import org.jspecify.annotations.NullMarked;
