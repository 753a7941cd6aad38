package io.reveil.contact;

import io.reveil.contact.Identities.Identity;
import io.reveil.contact.Identities.Kind;
import io.reveil.job.Database;
import io.reveil.job.Ids;
import io.reveil.job.Raced;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Language;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The contacts. Every writing method joins the caller's transaction. */
@Singleton
public final class Contacts {
  /** What we speak to somebody of whom nothing else is known. */
  static final Language DEFAULT_LANGUAGE = Language.FR;

  private final Database database;
  private final ContactTable table;
  private final Identities identities;
  private final FieldTable fields;
  private final Reachability reachability;
  private final Ids ids;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  Contacts(
      Database database,
      ContactTable table,
      Identities identities,
      FieldTable fields,
      Reachability reachability,
      Ids ids,
      Clock clock) {
    this.database = database;
    this.table = table;
    this.identities = identities;
    this.fields = fields;
    this.reachability = reachability;
    this.ids = ids;
    this.clock = clock;
  }

  public Optional<Contact> find(ContactId id) {
    return Optional.ofNullable(list(Set.of(id)).get(id));
  }

  /** As {@link #find(ContactId)}, but not somebody erased, of whom nothing but a number remains. */
  public Optional<Contact> findPresent(ContactId id) {
    return find(id).filter(contact -> contact.state() != ContactState.ERASED);
  }

  public Optional<Contact> find(EmailAddress address) {
    return owner(Kind.EMAIL, address.key()).flatMap(this::find);
  }

  public Optional<Contact> findByExternalId(String externalId) {
    return owner(Kind.EXTERNAL, externalId).flatMap(this::find);
  }

  private Optional<ContactId> owner(Kind kind, String key) {
    return Optional.ofNullable(identities.owners(kind, Set.of(key)).get(key));
  }

  /** Those that exist, by id; one statement. */
  public Map<ContactId, Contact> list(Collection<ContactId> wanted) {
    return table.list(wanted);
  }

  /** As {@link #list}, but without who is erased. */
  public Map<ContactId, Contact> listPresent(Collection<ContactId> wanted) {
    Map<ContactId, Contact> known = list(wanted);
    known.values().removeIf(contact -> contact.state() == ContactState.ERASED);
    return known;
  }

  /** Holds somebody in the caller's transaction, by writing what is there: who does the same meanwhile waits. */
  public void hold(ContactId id) {
    hold(Set.of(id));
  }

  /** As {@link #hold(ContactId)}, for several. */
  public void hold(Collection<ContactId> wanted) {
    if (!wanted.isEmpty()) {
      database.update(
          "UPDATE contact SET contact_id = contact_id WHERE contact_id IN ("
              + Database.marks(wanted.size()) + ")",
          wanted.stream().map(ContactId::value).toArray());
    }
  }

  /** The contact ids behind addresses, by the key of the address; unknown ones are absent. One statement. */
  public Map<String, ContactId> idsByAddress(Collection<EmailAddress> addresses) {
    return identities.owners(
        Kind.EMAIL, addresses.stream().map(EmailAddress::key).distinct().toList());
  }

  /** The contact ids behind external ids; unknown ones are absent. One statement. */
  public Map<String, ContactId> idsByExternalId(Collection<String> externalIds) {
    return identities.owners(Kind.EXTERNAL, Set.copyOf(externalIds));
  }

  /** Values of declared fields, by name; absent where unknown. One statement. */
  public Map<ContactId, Map<String, String>> fields(Collection<ContactId> wanted) {
    return fields.list(wanted);
  }

  /** Fields that contacts may have values of although nothing declares them any more. */
  public Set<String> undeclaredFields() {
    return fields.undeclared();
  }

  /** The contact of this address, made PENDING if there is none, and held in the caller's transaction (A12). */
  public Contact findOrPend(EmailAddress address, Language language) {
    return database.write(() -> find(address)
        .map(found -> held(found.id(), address))
        .orElseGet(() -> pend(address, language)));
  }

  /** Whoever was being erased, or got another address, while we waited, is not who has this one. */
  private Contact held(ContactId id, EmailAddress address) {
    hold(id);
    return find(address)
        .filter(owner -> owner.id().equals(id))
        .orElseThrow(() -> new Raced("contact"));
  }

  private Contact pend(EmailAddress address, Language language) {
    Contact pending =
        newcomer(ContactState.PENDING, Optional.of(address), language, clock.instant());
    identities.claim(Map.of(new Identity(Kind.EMAIL, address.key()), pending.id()));
    table.insert(List.of(pending));
    return pending;
  }

  /**
   * PENDING → LIVE by the person's own confirmation, with what was typed; on a LIVE contact fills empty fields only.
   * Identities are not touched: a form cannot claim another's.
   */
  public void confirm(ContactId id, ContactRow typed) {
    database.write(() -> {
      Upsert upsert = upsert();
      upsert.load(list(Set.of(id)).values(), fields.list(Set.of(id)));
      if (upsert.confirm(id, typed)) {
        write(upsert);
      }
    });
  }

  /** Creates or changes contacts, in the order of the rows, at most a few thousand; what has not changed is not written. */
  public List<Upserted> upsert(List<ContactRow> rows) {
    return database.write(() -> {
      Upsert upsert = upsert();
      for (Kind kind : Kind.values()) {
        upsert.know(kind, identities.owners(kind, Upsert.keys(kind, rows)));
      }
      Collection<ContactId> known = upsert.known();
      upsert.load(list(known).values(), fields.list(known));
      List<Upserted> results = rows.stream().map(upsert::apply).toList();
      write(upsert);
      return results;
    });
  }

  private Upsert upsert() {
    Instant now = clock.instant();
    return new Upsert(
        () -> newcomer(ContactState.LIVE, Optional.empty(), DEFAULT_LANGUAGE, now), now);
  }

  private Contact newcomer(
      ContactState state, Optional<EmailAddress> address, Language language, Instant now) {
    return new Contact(
        new ContactId(ids.next()),
        state,
        address,
        language,
        Optional.empty(),
        Optional.empty(),
        Category.PROSPECT,
        Optional.empty(),
        random.nextLong(),
        false,
        now);
  }

  private void write(Upsert upsert) {
    identities.claim(upsert.claims());
    table.insert(upsert.created().stream().map(Draft::contact).toList());
    table.update(upsert.changed(), upsert.at());
    fields.insert(upsert.newFields());
    fields.update(upsert.changedFields());
  }

  /** As {@link Reachability#markReachable}. */
  public void markReachable(ContactId id) {
    reachability.markReachable(id);
  }

  /** Nobody confirmed after all: the data are from where they were before (A18). */
  public void comeFrom(ContactId id, Optional<Provenance> before) {
    database.update(
        """
        UPDATE contact
           SET source_type = ?,
               source_name = ?,
               source_at = ?,
               changed_at = ?
         WHERE contact_id = ?
           AND source_type = ?
        """,
        before.map(Provenance::type),
        before.flatMap(Provenance::name),
        before.flatMap(Provenance::at),
        clock.instant(),
        id.value(),
        Provenance.Type.OWN_FORM);
  }

  /** Forgets what somebody else typed, where no other value came in since. */
  public void clear(ContactId id, Map<String, String> typed) {
    fields.clear(id, typed);
  }

  /** Whether all that is known is what became of PENDING by a confirmation: nothing came since, and no other system knows it. */
  public boolean isAsConfirmed(ContactId id) {
    boolean isUntouched = database.first("""
            SELECT contact_id
              FROM contact
             WHERE contact_id = ?
               AND state = 'LIVE'
               AND changed_at = created_at
            """, row -> row.getLong(1), id.value()).isPresent();
    return isUntouched
        && identities.of(id).stream().allMatch(identity -> identity.kind() == Kind.EMAIL);
  }

  /** PENDING → gone, row and identities: never confirmed (A12). Does nothing in any other state. */
  public boolean eraseUnconfirmed(ContactId id) {
    return database.write(() -> {
      if (database.update(
              "DELETE FROM contact WHERE contact_id = ? AND state = 'PENDING'", id.value())
          == 0) {
        return false;
      }
      identities.release(id);
      fields.delete(id);
      return true;
    });
  }
}
