/**
 * Issues and verifies the signed links of mails (D1-D10).
 *
 * <p>Owns: nothing. Public: {@link io.reveil.link.Links}, {@link io.reveil.link.LinkKeyCommand}, {@link io.reveil.link.LinkAction}, {@link io.reveil.link.Verified},
 * {@link io.reveil.link.MailTokens}, {@link io.reveil.link.SentMail}.
 */
@NullMarked
package io.reveil.link;

import org.jspecify.annotations.NullMarked;
