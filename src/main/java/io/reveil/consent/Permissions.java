package io.reveil.consent;

import io.reveil.contact.Contact;
import io.reveil.kernel.Channel;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.NoMail;
import io.reveil.kernel.Purpose;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Whether the law lets us write, asked in the transaction that depends on the answer. */
@Singleton
public final class Permissions {
  Permissions() {}

  /**
   * The first legal objection to writing to each contact: SUPPRESSED, RESTRICTED, NOT_CONFIRMED, NO_ADDRESS,
   * UNDELIVERABLE, WITHDRAWN, EVIDENCE_MISSING, NO_BASIS. Contacts without objection are absent. Two statements,
   * whatever the number.
   */
  public Map<ContactId, NoMail> objections(
      Channel channel, Purpose purpose, Collection<Contact> contacts) {
    throw new UnsupportedOperationException();
  }

  /** All that is recorded of one contact. */
  public List<CurrentConsent> list(ContactId contact) {
    throw new UnsupportedOperationException();
  }
}
