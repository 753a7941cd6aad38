package io.reveil.contact;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A contact while rows are applied to it: as it is stored and as it will be. */
final class Draft {
  private final Optional<Contact> before;
  private final Optional<Map<String, String>> fieldsBefore;
  private final Map<String, String> fields;
  private Contact now;

  private Draft(Optional<Contact> before, Contact now, Optional<Map<String, String>> fieldsBefore) {
    this.before = before;
    this.now = now;
    this.fieldsBefore = fieldsBefore;
    this.fields = new HashMap<>(fieldsBefore.orElse(Map.of()));
  }

  static Draft of(Contact stored, Optional<Map<String, String>> fields) {
    return new Draft(Optional.of(stored), stored, fields);
  }

  static Draft fresh(Contact contact) {
    return new Draft(Optional.empty(), contact, Optional.empty());
  }

  Contact contact() {
    return now;
  }

  Map<String, String> fields() {
    return fields;
  }

  /** PENDING → LIVE, as if new. False if it was something else. */
  boolean enliven(Instant at) {
    if (now.state() != ContactState.PENDING) {
      return false;
    }
    now = now.enlivened(at);
    return true;
  }

  /** Takes over what the row brings. True if anything is otherwise now. */
  boolean take(ContactRow row) {
    boolean gaps = row.onlyFillsGaps();
    Contact next = new Contact(
        now.id(),
        now.state(),
        now.email().or(row::email),
        gaps ? now.language() : row.language().orElse(now.language()),
        gaps ? now.country().or(row::country) : row.country().or(now::country),
        gaps ? now.zone().or(row::zone) : row.zone().or(now::zone),
        gaps ? now.category() : row.category().orElse(now.category()),
        now.provenance().or(row::provenance),
        now.bucket(),
        now.undeliverable(),
        now.createdAt());
    Map<String, String> known = Map.copyOf(fields);
    row.fields().forEach((name, value) -> {
      if (gaps) {
        fields.putIfAbsent(name, value);
      } else {
        fields.put(name, value);
      }
    });
    boolean changed = !next.equals(now) || !fields.equals(known);
    now = next;
    return changed;
  }

  /** The person gave us the data themselves: nobody else has to be named any more (A18). True if somebody was. */
  boolean give(Instant at) {
    if (now.provenance()
        .map(Provenance::type)
        .filter(Provenance.Type::isThePerson)
        .isPresent()) {
      return false;
    }
    now = now.comingFrom(Provenance.typed(at));
    return true;
  }

  boolean isNew() {
    return before.isEmpty();
  }

  boolean isChanged() {
    return before.isPresent()
        && (!before.get().equals(now) || needsFieldRow() || hasChangedFields());
  }

  /** The state in the table; only for what is stored. */
  ContactState stateBefore() {
    return before.orElseThrow().state();
  }

  boolean needsFieldRow() {
    return fieldsBefore.isEmpty() && !fields.isEmpty();
  }

  boolean hasChangedFields() {
    return fieldsBefore.isPresent() && !fieldsBefore.get().equals(fields);
  }
}
