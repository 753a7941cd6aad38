/**
 * Issues and verifies the signed links of mails (D1-D10).
 *
 * <p>Owns: nothing. Public: {@link HitLink}, {@link HitTokens}, {@link LinkAction}, {@link LinkKeyCommand},
 * {@link Links}, {@link MailTokens}, {@link SentMail}, {@link Verified}.
 */
@NullMarked
package io.reveil.link;

import org.jspecify.annotations.NullMarked;
