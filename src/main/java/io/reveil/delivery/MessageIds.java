package io.reveil.delivery;

import io.reveil.kernel.ContactId;
import io.reveil.kernel.Installation;
import io.reveil.link.MailTokens;
import io.reveil.link.SentMail;
import jakarta.inject.Singleton;

/**
 * The Message-ID of a message: always the same, also after a rotation of keys, until the key it was made with is revoked; it
 * shows neither an order nor a person (A39, D2), and names the message to us when a report or an answer quotes it.
 */
@Singleton
public class MessageIds {
  private final MailTokens tokens;
  private final String host;

  MessageIds(MailTokens tokens, Installation installation) {
    this.tokens = tokens;
    this.host = installation.baseUrl().getHost();
  }

  /** Without angle brackets. */
  public String of(ContactId contact, long messageId) {
    return tokens.lasting(new SentMail(contact, messageId)) + "@" + host;
  }
}
