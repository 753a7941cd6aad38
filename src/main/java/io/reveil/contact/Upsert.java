package io.reveil.contact;

import static java.util.stream.Collectors.toMap;

import io.reveil.contact.Identities.Identity;
import io.reveil.contact.Identities.Kind;
import io.reveil.kernel.ContactId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rows applied to contacts in memory, in order, so that a row sees what the rows before it did: everything is read
 * first and written last, by a number of statements that does not depend on the number of rows.
 */
final class Upsert {
  private final Supplier<Contact> newcomer;
  private final Instant now;
  private final Map<Identity, ContactId> owners = new HashMap<>();
  private final Map<Identity, ContactId> claims = new LinkedHashMap<>();
  private final Map<ContactId, Draft> drafts = new LinkedHashMap<>();

  Upsert(Supplier<Contact> newcomer, Instant now) {
    this.newcomer = newcomer;
    this.now = now;
  }

  /** The keys of one kind that rows name. */
  static Set<String> keys(Kind kind, Collection<ContactRow> rows) {
    return rows.stream()
        .flatMap(row -> identities(row).filter(identity -> identity.kind() == kind))
        .map(Identity::key)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<Identity> identities(ContactRow row) {
    return Stream.concat(
        row.email().map(email -> new Identity(Kind.EMAIL, email.key())).stream(),
        row.externalId().map(id -> new Identity(Kind.EXTERNAL, id)).stream());
  }

  void know(Kind kind, Map<String, ContactId> known) {
    known.forEach((key, owner) -> owners.put(new Identity(kind, key), owner));
  }

  Collection<ContactId> known() {
    return owners.values().stream().distinct().toList();
  }

  void load(Collection<Contact> contacts, Map<ContactId, Map<String, String>> fields) {
    for (Contact contact : contacts) {
      drafts.put(contact.id(), Draft.of(contact, Optional.ofNullable(fields.get(contact.id()))));
    }
  }

  Upserted apply(ContactRow row) {
    Optional<ContactId> byAddress =
        row.email().map(email -> owners.get(new Identity(Kind.EMAIL, email.key())));
    Optional<ContactId> byNumber =
        row.externalId().map(id -> owners.get(new Identity(Kind.EXTERNAL, id)));
    if (row.email().isEmpty() && row.externalId().isEmpty()) {
      return new Upserted.Refused(
          "email", "NO_IDENTITY", "Neither an address nor an external_id says who this is.");
    }
    if (byAddress.isPresent() && byNumber.isPresent() && !byAddress.equals(byNumber)) {
      return new Upserted.Refused(
          "external_id",
          "IDENTITY_CONFLICT",
          "The address belongs to one contact and the external_id to another.");
    }
    Optional<Draft> draft = byAddress.or(() -> byNumber).map(drafts::get);
    return draft.isEmpty() ? create(row) : change(draft.get(), row);
  }

  /** What a person typed, on their own contact: their address stays, their number is not theirs to give. */
  boolean confirm(ContactId id, ContactRow typed) {
    Draft draft = drafts.get(id);
    if (draft == null) {
      return false;
    }
    ContactRow row = new ContactRow(
        Optional.empty(),
        Optional.empty(),
        typed.language(),
        typed.country(),
        typed.zone(),
        typed.category(),
        typed.fields(),
        Optional.empty(),
        draft.contact().state() != ContactState.PENDING);
    return switch (draft.contact().state()) {
      case PENDING -> {
        boolean enlivened = draft.enliven(now);
        boolean given = draft.give(now);
        yield draft.take(row) || given || enlivened;
      }
      case LIVE -> {
        boolean given = draft.give(now);
        yield draft.take(row) || given;
      }
      case RESTRICTED, ERASED -> false;
    };
  }

  private Upserted create(ContactRow row) {
    Draft draft = Draft.fresh(newcomer.get());
    drafts.put(draft.contact().id(), draft);
    draft.take(row);
    claim(draft, row);
    return new Upserted.Created(draft.contact().id());
  }

  private Upserted change(Draft draft, ContactRow row) {
    Contact contact = draft.contact();
    if (contact.state() == ContactState.RESTRICTED) {
      return new Upserted.Refused(
          "email", "RESTRICTED", "This contact is frozen at the person’s request (GDPR art. 18).");
    }
    if (contact.email().isPresent()
        && row.email().isPresent()
        && !contact.email().equals(row.email())) {
      return new Upserted.Refused(
          "email",
          "ADDRESS_CHANGE",
          "This external_id is known with another address; only the person can change it (A43).");
    }
    boolean created = draft.enliven(now);
    boolean claimed = claim(draft, row);
    boolean changed = draft.take(row) || claimed;
    if (created) {
      return new Upserted.Created(contact.id());
    }
    return changed ? new Upserted.Changed(contact.id()) : new Upserted.Unchanged(contact.id());
  }

  private boolean claim(Draft draft, ContactRow row) {
    List<Identity> free =
        identities(row).filter(identity -> !owners.containsKey(identity)).toList();
    for (Identity identity : free) {
      owners.put(identity, draft.contact().id());
      claims.put(identity, draft.contact().id());
    }
    return !free.isEmpty();
  }

  /** In the order of their keys, so that two imports of the same people wait for each other and never cross. */
  Map<Identity, ContactId> claims() {
    List<Identity> sorted = new ArrayList<>(claims.keySet());
    sorted.sort(Identity.ORDER);
    Map<Identity, ContactId> ordered = new LinkedHashMap<>();
    sorted.forEach(identity -> ordered.put(identity, claims.get(identity)));
    return ordered;
  }

  Instant at() {
    return now;
  }

  List<Draft> created() {
    return drafts.values().stream().filter(Draft::isNew).toList();
  }

  List<Draft> changed() {
    return drafts.values().stream().filter(Draft::isChanged).toList();
  }

  Map<ContactId, Map<String, String>> newFields() {
    return fields(Draft::needsFieldRow);
  }

  Map<ContactId, Map<String, String>> changedFields() {
    return fields(Draft::hasChangedFields);
  }

  private Map<ContactId, Map<String, String>> fields(Predicate<Draft> which) {
    return drafts.values().stream()
        .filter(which)
        .collect(toMap(draft -> draft.contact().id(), Draft::fields));
  }
}
