package io.reveil.consent.ledger;

import static java.util.Objects.requireNonNull;

import io.reveil.consent.Basis;
import io.reveil.consent.ConsentKey;
import io.reveil.consent.ConsentState;
import io.reveil.consent.CurrentConsent;
import io.reveil.consent.Grade;
import io.reveil.consent.Slices;
import io.reveil.consent.wording.NoticeRef;
import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.job.DatabaseException;
import io.reveil.kernel.Channel;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.NoMail;
import io.reveil.kernel.Purpose;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The fold of the ledger. Its version is the order of the ledger: who moves it, wrote the next event (E1). */
@Singleton
public class CurrentConsents {
  private final Database database;

  CurrentConsents(Database database) {
    this.database = database;
  }

  /** On every channel and for every purpose; a statement per thousand contacts. */
  public List<CurrentConsent> list(Collection<ContactId> contacts) {
    return Slices.of(contacts, ContactId::value).stream()
        .flatMap(ids -> database
            .list("""
                SELECT contact_id, channel, purpose, state, basis, gap, grade, version, since_at, event_id
                  FROM current_consent
                 WHERE contact_id IN (%s)
                 ORDER BY contact_id, channel, purpose
                """.formatted(Database.marks(ids.size())), CurrentConsents::read, ids.toArray())
            .stream())
        .toList();
  }

  /** How these purposes stand with each, where anything is recorded; a statement per thousand contacts. */
  public Map<ConsentKey, ConsentState> states(
      Collection<ContactId> contacts, Channel channel, Collection<Purpose> purposes) {
    Map<ConsentKey, ConsentState> states = new HashMap<>();
    Map<String, Purpose> named = new HashMap<>();
    purposes.forEach(purpose -> named.put(purpose.id(), purpose));
    if (!purposes.isEmpty()) {
      for (List<Long> ids : Slices.of(contacts, ContactId::value)) {
        List<Object> values = new ArrayList<>(ids);
        values.add(channel);
        values.addAll(named.keySet());
        database
            .list(
                """
                SELECT contact_id, purpose, state
                  FROM current_consent
                 WHERE contact_id IN (%s)
                   AND channel = ?
                   AND purpose IN (%s)
                """.formatted(Database.marks(ids.size()), Database.marks(named.size())),
                row -> Map.entry(
                    new ConsentKey(
                        new ContactId(row.getLong(1)),
                        channel,
                        requireNonNull(named.get(row.getString(2)))),
                    ConsentState.valueOf(row.getString(3))),
                values.toArray())
            .forEach(state -> states.put(state.getKey(), state.getValue()));
      }
    }
    return states;
  }

  /** Who of these has granted one consent: their numbers alone, since people wait for the answer. */
  public Set<ContactId> granted(Collection<ContactId> contacts, Channel channel, Purpose purpose) {
    Set<ContactId> granted = new HashSet<>();
    for (List<Long> ids : Slices.of(contacts, ContactId::value)) {
      granted.addAll(database.list(
          """
          SELECT contact_id
            FROM current_consent
           WHERE contact_id IN (%s)
             AND channel = ?
             AND purpose = ?
             AND state = ?
          """.formatted(Database.marks(ids.size())),
          row -> new ContactId(row.getLong(1)),
          Stream.concat(ids.stream(), Stream.of(channel, purpose.id(), ConsentState.GRANTED))
              .toArray()));
    }
    return granted;
  }

  /**
   * Moves each row from the version before the entry to the one after, by compare-and-set, and says which entries did
   * so. The others lost a race; their rows are locked by nobody and can be read again.
   */
  Set<LedgerEntry> move(Collection<LedgerEntry> entries) {
    insert(entries.stream().filter(entry -> entry.before().version() == 0));
    settle(entries.stream().filter(entry -> entry.before().version() > 0 && entry.settles()));
    advance(entries.stream().filter(entry -> entry.before().version() > 0 && !entry.settles()));
    Set<Long> last = new HashSet<>();
    list(entries.stream().map(entry -> entry.key().contact()).toList())
        .forEach(row -> last.add(row.eventId()));
    Set<LedgerEntry> moved = new HashSet<>(entries);
    moved.removeIf(entry -> !last.contains(entry.after().eventId()));
    return moved;
  }

  private void insert(Stream<LedgerEntry> entries) {
    try {
      database.batch("""
          INSERT INTO current_consent (contact_id, channel, purpose, state, basis, gap, grade, version, since_at,
                                       notice_key, notice_version, event_id)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """, entries.map(CurrentConsents::inserted).toList());
    } catch (DatabaseException e) {
      // Somebody wrote the first version before us; which rows are ours, the caller reads.
      if (!e.isDuplicate()) {
        throw e;
      }
    }
  }

  private static Object[] inserted(LedgerEntry entry) {
    CurrentConsent after = entry.after();
    // A first act that settles nothing leaves the fold without a notice, as `advance` does.
    var notice = entry.settles() ? entry.notice() : java.util.Optional.<NoticeRef>empty();
    return new Object[] {
      after.key().contact().value(),
      after.key().channel(),
      after.key().purpose().id(),
      after.state(),
      after.basis(),
      after.gap(),
      after.grade(),
      after.version(),
      after.since(),
      notice.map(NoticeRef::key),
      notice.map(NoticeRef::version),
      after.eventId()
    };
  }

  private void settle(Stream<LedgerEntry> entries) {
    database.batch(
        """
        UPDATE current_consent
           SET state = ?,
               basis = ?,
               gap = ?,
               grade = ?,
               version = ?,
               since_at = ?,
               notice_key = ?,
               notice_version = ?,
               event_id = ?
         WHERE contact_id = ?
           AND channel = ?
           AND purpose = ?
           AND version = ?
        """,
        entries
            .map(entry -> new Object[] {
              entry.after().state(),
              entry.after().basis(),
              entry.after().gap(),
              entry.after().grade(),
              entry.after().version(),
              entry.after().since(),
              entry.notice().map(NoticeRef::key),
              entry.notice().map(NoticeRef::version),
              entry.after().eventId(),
              entry.key().contact().value(),
              entry.key().channel(),
              entry.key().purpose().id(),
              entry.before().version()
            })
            .toList());
  }

  private void advance(Stream<LedgerEntry> entries) {
    database.batch(
        """
        UPDATE current_consent
           SET version = ?,
               event_id = ?
         WHERE contact_id = ?
           AND channel = ?
           AND purpose = ?
           AND version = ?
        """,
        entries
            .map(entry -> new Object[] {
              entry.after().version(),
              entry.after().eventId(),
              entry.key().contact().value(),
              entry.key().channel(),
              entry.key().purpose().id(),
              entry.before().version()
            })
            .toList());
  }

  private static CurrentConsent read(ResultSet row) throws SQLException {
    return new CurrentConsent(
        new ConsentKey(
            new ContactId(row.getLong("contact_id")),
            Columns.constant(row, "channel", Channel.class),
            new Purpose(row.getString("purpose"))),
        Columns.constant(row, "state", ConsentState.class),
        Columns.constant(row, "basis", Basis.class),
        Columns.optionalConstant(row, "gap", NoMail.class),
        Columns.optionalConstant(row, "grade", Grade.class),
        row.getInt("version"),
        Columns.instant(row, "since_at"),
        row.getLong("event_id"));
  }
}
