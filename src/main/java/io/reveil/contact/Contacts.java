package io.reveil.contact;

import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Language;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The contacts. Every writing method joins the caller's transaction. */
@Singleton
public final class Contacts {
  Contacts() {}

  public Optional<Contact> find(ContactId id) {
    throw new UnsupportedOperationException();
  }

  public Optional<Contact> find(EmailAddress address) {
    throw new UnsupportedOperationException();
  }

  public Optional<Contact> findByExternalId(String externalId) {
    throw new UnsupportedOperationException();
  }

  /** Those that exist, by id; one statement. */
  public Map<ContactId, Contact> list(Collection<ContactId> ids) {
    throw new UnsupportedOperationException();
  }

  /** The contact ids behind external ids; unknown ones are absent. One statement. */
  public Map<String, ContactId> idsByExternalId(Collection<String> externalIds) {
    throw new UnsupportedOperationException();
  }

  /** Values of declared fields, by name; absent where unknown. */
  public Map<ContactId, Map<String, String>> fields(Collection<ContactId> ids) {
    throw new UnsupportedOperationException();
  }

  /** The contact of this address, made PENDING if there is none (A12). */
  public Contact findOrPend(EmailAddress address, Language language) {
    throw new UnsupportedOperationException();
  }

  /** PENDING → LIVE by the person's own confirmation, with what was typed; on a LIVE contact fills empty fields only. */
  public void confirm(ContactId id, ContactRow typed) {
    throw new UnsupportedOperationException();
  }

  /** Creates or changes contacts, in the order of the rows; what has not changed is not written. */
  public List<Upserted> upsert(List<ContactRow> rows) {
    throw new UnsupportedOperationException();
  }

  /**
   * Counts a refusal that says the address does not exist (B23, HARD).
   *
   * @param limit how many make the address UNDELIVERABLE: 1 for the dormant, at most 3 (CSA)
   * @return whether the address is UNDELIVERABLE now
   */
  public boolean recordHardBounce(ContactId id, int limit) {
    throw new UnsupportedOperationException();
  }

  /** A confirmation or a stay proves that the mailbox lives: UNDELIVERABLE and its counter end. */
  public void reach(ContactId id) {
    throw new UnsupportedOperationException();
  }

  /** PENDING → gone, row and identities: never confirmed (A12). Does nothing in any other state. */
  public boolean eraseUnconfirmed(ContactId id) {
    throw new UnsupportedOperationException();
  }
}
