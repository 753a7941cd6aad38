package io.reveil.consent.ledger;

import io.reveil.consent.Basis;
import io.reveil.consent.ConsentKey;
import io.reveil.consent.ConsentState;
import io.reveil.consent.CurrentConsent;
import io.reveil.consent.Digests;
import io.reveil.consent.Grade;
import io.reveil.consent.canonical.Marks;
import io.reveil.consent.wording.NoticeRef;
import io.reveil.consent.wording.Purposes;
import io.reveil.job.Database;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.Language;
import io.reveil.kernel.NoMail;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The ledger itself: rows are added, never changed or removed. */
@Singleton
public class ConsentEvents {
  /** Whose act it is, among the values of every event: nobody gives one person's history to another unseen (E8). */
  public static final String CONTACT = "contact";

  private final Database database;
  private final Purposes purposes;
  private final Marks marks;

  ConsentEvents(Database database, Purposes purposes, Marks marks) {
    this.database = database;
    this.purposes = purposes;
    this.marks = marks;
  }

  void insert(Collection<LedgerEntry> entries, Map<ContactId, ConsentSubject> subjects) {
    List<Row> events = new ArrayList<>();
    List<Object[]> openings = new ArrayList<>();
    for (LedgerEntry entry : entries) {
      ConsentSubject subject = Objects.requireNonNull(subjects.get(entry.key().contact()));
      SortedMap<String, String> opened = Openings.of(entry.act().evidence());
      opened.put(CONTACT, entry.key().contact().toString());
      events.add(row(entry, subject, opened));
      opened.forEach((name, value) -> openings.add(
          new Object[] {entry.key().contact().value(), entry.after().eventId(), name, value}));
    }
    append(events);
    database.batch("""
        INSERT INTO consent_opening (contact_id, event_id, name, opened)
        VALUES (?, ?, ?, ?)
        """, openings);
  }

  /** A row, in the words of the ledger; those of a person's act are names of types, which an erasure has not. */
  @SuppressWarnings("ArrayRecordComponent")
  record Row(
      byte[] subject,
      long eventId,
      String channel,
      String purpose,
      Optional<String> controller,
      int version,
      String act,
      ConsentState before,
      ConsentState after,
      Basis basis,
      Optional<NoMail> gap,
      Optional<Grade> grade,
      Instant occurredAt,
      Instant recordedAt,
      Optional<NoticeRef> notice,
      Map<String, Object> commitments,
      Map<String, Object> more) {

    /** What is sealed: who, what and when by random name, and commitments to the rest (E9). */
    private Map<String, Object> content() {
      Map<String, Object> content = new HashMap<>(more);
      content.put("eventId", Long.toString(eventId));
      content.put("subject", HexFormat.of().formatHex(subject));
      content.put("channel", channel);
      content.put("purpose", purpose);
      controller.ifPresent(name -> content.put("controller", name));
      content.put("version", version);
      content.put("act", act);
      content.put("stateBefore", before.name());
      content.put("stateAfter", after.name());
      content.put("basis", basis.name());
      gap.ifPresent(why -> content.put("gap", why.name()));
      grade.ifPresent(known -> content.put("grade", known.name()));
      content.put("occurredAt", occurredAt.toString());
      content.put("recordedAt", recordedAt.toString());
      notice.ifPresent(read -> content.put("notice", reference(read)));
      content.put("commitments", commitments);
      return content;
    }

    private static Map<String, Object> reference(NoticeRef notice) {
      return Map.of(
          "key", notice.key(),
          "version", notice.version(),
          "language", notice.language().tag(),
          "sha256", notice.sha256());
    }

    private Object[] columns(byte[] canonical) {
      return new Object[] {
        subject,
        eventId,
        channel,
        purpose,
        version,
        act,
        after,
        basis,
        gap,
        grade,
        occurredAt,
        recordedAt,
        notice.map(NoticeRef::key),
        notice.map(NoticeRef::version),
        notice.map(NoticeRef::language).map(Language::tag),
        canonical
      };
    }
  }

  /** The one place where rows come into the ledger, each marked as ours. */
  void append(List<Row> events) {
    database.batch(
        """
        INSERT INTO consent_event (subject_ref, event_id, channel, purpose, version, act, state_after, basis, gap,
                                   grade, occurred_at, recorded_at, notice_key, notice_version, language, canonical)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        events.stream().map(row -> row.columns(marks.marked(row.content()))).toList());
  }

  /** An event with what belongs to it; without salt and values once the person was erased. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Found(
      byte[] subject, RecordedEvent event, Optional<Notice> notice, Optional<byte[]> salt) {}

  /** Which wording an event names. */
  public record Notice(String key, int version, String language) {}

  public Optional<Found> find(long eventId) {
    return database.first("""
        SELECT e.subject_ref, e.event_id, e.notice_key, e.notice_version, e.language, e.canonical, s.contact_id, s.salt
          FROM consent_event e
          LEFT JOIN consent_subject s ON s.subject_ref = e.subject_ref
         WHERE e.event_id = ?
        """, this::found, eventId);
  }

  private Found found(ResultSet row) throws SQLException {
    long eventId = row.getLong("event_id");
    Optional<byte[]> salt = Optional.ofNullable(row.getBytes("salt"));
    SortedMap<String, String> opened = salt.isEmpty()
        ? new TreeMap<>()
        : openings(new ContactId(row.getLong("contact_id"))).getOrDefault(eventId, new TreeMap<>());
    String notice = row.getString("notice_key");
    return new Found(
        row.getBytes("subject_ref"),
        new RecordedEvent(
            eventId, new String(row.getBytes("canonical"), StandardCharsets.UTF_8), opened),
        notice == null
            ? Optional.empty()
            : Optional.of(
                new Notice(notice, row.getInt("notice_version"), row.getString("language"))),
        salt);
  }

  /** In the order of their versions. */
  public List<RecordedEvent> list(ConsentKey key, ConsentSubject subject) {
    Map<Long, SortedMap<String, String>> openings = openings(key.contact());
    return database.list(
        """
        SELECT event_id, canonical
          FROM consent_event
         WHERE subject_ref = ?
           AND channel = ?
           AND purpose = ?
         ORDER BY version
        """,
        row -> new RecordedEvent(
            row.getLong("event_id"),
            new String(row.getBytes("canonical"), StandardCharsets.UTF_8),
            openings.getOrDefault(row.getLong("event_id"), new TreeMap<>())),
        subject.reference(),
        key.channel(),
        key.purpose().id());
  }

  private Map<Long, SortedMap<String, String>> openings(ContactId contact) {
    Map<Long, SortedMap<String, String>> openings = new HashMap<>();
    database.list(
        """
        SELECT event_id, name, opened
          FROM consent_opening
         WHERE contact_id = ?
        """,
        row -> openings
                .computeIfAbsent(row.getLong("event_id"), _ -> new TreeMap<>())
                .put(row.getString("name"), row.getString("opened"))
            == null,
        contact.value());
    return openings;
  }

  private Row row(LedgerEntry entry, ConsentSubject subject, SortedMap<String, String> opened) {
    CurrentConsent after = entry.after();
    Map<String, Object> commitments = new TreeMap<>();
    opened.forEach((name, value) -> commitments.put(
        name, HexFormat.of().formatHex(Digests.commitment(subject.salt(), name, value))));
    return new Row(
        subject.reference(),
        after.eventId(),
        after.key().channel().name(),
        after.key().purpose().id(),
        // A purpose may have left the file since; people can still withdraw it (B5).
        purposes.find(after.key().purpose()).map(sheet -> sheet.controller().name()),
        after.version(),
        entry.step().act().name(),
        entry.before().state(),
        after.state(),
        after.basis(),
        after.gap(),
        after.grade(),
        entry.occurredAt(),
        entry.recordedAt(),
        entry.notice(),
        commitments,
        Map.of());
  }
}
