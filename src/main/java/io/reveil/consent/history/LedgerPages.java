package io.reveil.consent.verify;

import io.reveil.consent.Slices;
import io.reveil.job.Columns;
import io.reveil.job.Database;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads the ledger in the order of its key, some thousand events at a time, always whole subjects. */
@Singleton
class LedgerPages {
  static final byte[] START = new byte[0];
  /** After every random name. */
  private static final byte[] END = HexFormat.of().parseHex("ff".repeat(16));

  private static final HexFormat HEX = HexFormat.of();
  static final int PAGE = 2_000;

  private final Database database;

  LedgerPages(Database database) {
    this.database = database;
  }

  /** A leaf's place and hash, as the seal has it. */
  @SuppressWarnings("ArrayRecordComponent")
  record Entry(long eventId, int block, byte[] hash) {}

  /** Whom a random name stands for: absent once the person was erased. */
  @SuppressWarnings("ArrayRecordComponent")
  record Known(long contact, byte[] salt) {}

  /**
   * A piece of the ledger with all that must fit it, by subject.
   *
   * @param to the last subject of the page; the next page begins after it
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Page(
      Map<String, List<LedgerRow>> events,
      Map<String, List<Entry>> entries,
      Map<String, Known> known,
      Map<Long, Map<Long, Map<String, String>>> openings,
      Map<Long, Map<String, String>> folds,
      byte[] to,
      boolean last) {}

  /** The page after a subject. */
  Page after(byte[] from) {
    List<LedgerRow> rows = database.list("""
        SELECT subject_ref, event_id, channel, purpose, version, act, state_after, basis, gap, grade, occurred_at,
               recorded_at, notice_key, notice_version, language, canonical
          FROM consent_event
         WHERE subject_ref > ?
         ORDER BY subject_ref, event_id
         LIMIT ?
        """, LedgerRow::read, from, PAGE);
    if (rows.size() < PAGE) {
      return page(from, rows, END, true);
    }
    String cut = rows.getLast().subject();
    List<LedgerRow> whole =
        rows.stream().filter(row -> !row.subject().equals(cut)).toList();
    return whole.isEmpty()
        ? page(from, one(HEX.parseHex(cut)), HEX.parseHex(cut), false)
        : page(from, whole, HEX.parseHex(whole.getLast().subject()), false);
  }

  /** One subject alone, as it stands now. */
  Page only(String subject) {
    byte[] reference = HEX.parseHex(subject);
    return page(before(reference), one(reference), reference, false);
  }

  private List<LedgerRow> one(byte[] subject) {
    return database.list("""
        SELECT subject_ref, event_id, channel, purpose, version, act, state_after, basis, gap, grade, occurred_at,
               recorded_at, notice_key, notice_version, language, canonical
          FROM consent_event
         WHERE subject_ref = ?
         ORDER BY event_id
        """, LedgerRow::read, subject);
  }

  /** Where events were deleted by the million, one of the first entries that are read already lacks its event. */
  private Page page(byte[] from, List<LedgerRow> rows, byte[] to, boolean last) {
    Map<String, List<LedgerRow>> events = grouped(rows, LedgerRow::subject);
    Map<String, List<Entry>> entries = new TreeMap<>();
    database.list(
        """
        SELECT subject_ref, event_id, block_number, leaf_hash
          FROM seal_entry
         WHERE subject_ref > ?
           AND subject_ref <= ?
         ORDER BY subject_ref, event_id
         LIMIT ?
        """,
        row -> entries
            .computeIfAbsent(HEX.formatHex(row.getBytes("subject_ref")), _ -> new ArrayList<>())
            .add(new Entry(
                row.getLong("event_id"), row.getInt("block_number"), row.getBytes("leaf_hash"))),
        from,
        to,
        rows.size() + PAGE);
    Map<String, Known> known = known(events.keySet());
    List<Long> contacts = known.values().stream().map(Known::contact).toList();
    return new Page(events, entries, known, openings(contacts), folds(contacts), to, last);
  }

  private Map<String, Known> known(Collection<String> subjects) {
    Map<String, Known> known = new HashMap<>();
    for (List<byte[]> references : Slices.of(subjects, HEX::parseHex)) {
      database.list(
          """
          SELECT contact_id, subject_ref, salt
            FROM consent_subject
           WHERE subject_ref IN (%s)
          """.formatted(Database.marks(references.size())),
          row -> Optional.ofNullable(known.put(
              HEX.formatHex(row.getBytes("subject_ref")),
              new Known(row.getLong("contact_id"), row.getBytes("salt")))),
          references.toArray());
    }
    return known;
  }

  private Map<Long, Map<Long, Map<String, String>>> openings(Collection<Long> contacts) {
    Map<Long, Map<Long, Map<String, String>>> openings = new HashMap<>();
    for (List<Long> ids : Slices.of(contacts, Function.identity())) {
      database.list(
          """
          SELECT contact_id, event_id, name, opened
            FROM consent_opening
           WHERE contact_id IN (%s)
          """.formatted(Database.marks(ids.size())),
          row -> Optional.ofNullable(openings
              .computeIfAbsent(row.getLong("contact_id"), _ -> new HashMap<>())
              .computeIfAbsent(row.getLong("event_id"), _ -> new TreeMap<>())
              .put(row.getString("name"), row.getString("opened"))),
          ids.toArray());
    }
    return openings;
  }

  /** By channel and purpose: state, basis, gap, grade, version, event. */
  private Map<Long, Map<String, String>> folds(Collection<Long> contacts) {
    Map<Long, Map<String, String>> folds = new HashMap<>();
    for (List<Long> ids : Slices.of(contacts, Function.identity())) {
      database.list(
          """
          SELECT contact_id, channel, purpose, state, basis, gap, grade, version, event_id
            FROM current_consent
           WHERE contact_id IN (%s)
          """.formatted(Database.marks(ids.size())),
          row -> Optional.ofNullable(folds
              .computeIfAbsent(row.getLong("contact_id"), _ -> new TreeMap<>())
              .put(row.getString("channel") + " " + row.getString("purpose"), fold(row))),
          ids.toArray());
    }
    return folds;
  }

  private static String fold(ResultSet row) throws SQLException {
    return String.join(
        " ",
        row.getString("state"),
        row.getString("basis"),
        Columns.optionalText(row, "gap").orElse("-"),
        Columns.optionalText(row, "grade").orElse("-"),
        row.getString("version"),
        row.getString("event_id"));
  }

  /** The largest value below a name, so that a range begins with it. */
  private static byte[] before(byte[] reference) {
    byte[] before = reference.clone();
    for (int i = before.length - 1; i >= 0 && before[i]-- == 0; i--) {
      // borrow from the byte above
    }
    return Arrays.compareUnsigned(before, reference) < 0 ? before : START;
  }

  private static <T> Map<String, List<T>> grouped(List<T> rows, Function<T, String> key) {
    Map<String, List<T>> groups = new TreeMap<>();
    rows.forEach(
        row -> groups.computeIfAbsent(key.apply(row), _ -> new ArrayList<>()).add(row));
    return groups;
  }
}
