package io.reveil.delivery;

import io.reveil.kernel.ContactId;

/**
 * Hears what became known of a mail after it had left and is held against its address, or objected to by its reader; in
 * the transaction that records it. Implemented by packages above.
 */
public interface Returns {
  /**
   * A mail as far as those who sent it know it again.
   *
   * @param kind as {@link Letters#kind}
   * @param originId the campaign, or what asked for a single mail
   */
  record Mail(ContactId contact, long id, String kind, long originId) {}

  /** The address does not exist. */
  void bounced(Mail mail);

  /** Its reader calls it spam: a withdrawal of everything (B15). */
  void complained(Mail mail);
}
