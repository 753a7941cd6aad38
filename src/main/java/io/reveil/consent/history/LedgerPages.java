package io.reveil.consent.history;

import io.reveil.consent.Slices;
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
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Reads the ledger in the order of its key, some thousand events at a time, always whole subjects. */
@Singleton
public class LedgerPages {
  public static final byte[] START = new byte[0];
  /** After every random name. */
  private static final byte[] END = HexFormat.of().parseHex("ff".repeat(16));

  private static final HexFormat HEX = HexFormat.of();
  static final int PAGE = 2_000;

  private final Database database;

  protected LedgerPages(Database database) {
    this.database = database;
  }

  /** A leaf's place and hash, as the seal has it. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Entry(long eventId, int block, byte[] hash) {}

  /**
   * Whom a random name stands for: absent once the person was erased.
   *
   * @param other who else has the name: then nobody can say whose history it is
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Known(long contact, byte[] salt, Optional<Long> other) {
    Known beside(Known another) {
      return new Known(contact, salt, Optional.of(another.contact));
    }
  }

  /**
   * A piece of the ledger with all that must fit it, by subject.
   *
   * @param to the last subject of the page; the next page begins after it
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Page(
      Map<String, List<LedgerRow>> events,
      Map<String, List<Entry>> entries,
      Map<String, Known> known,
      Map<Long, Map<Long, Map<String, String>>> openings,
      Map<Long, Map<FoldKey, FoldRow>> folds,
      byte[] to,
      boolean last) {

    /** All of whom there is an event, or what is left of one. */
    public SortedSet<String> subjects() {
      SortedSet<String> subjects = new TreeSet<>(events.keySet());
      subjects.addAll(entries.keySet());
      return subjects;
    }
  }

  /** The page after a subject. */
  public Page after(byte[] from) {
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

  /** Some subjects, as they stand now. */
  public Page again(Collection<String> subjects) {
    Map<String, List<Entry>> entries = new TreeMap<>();
    List<LedgerRow> rows = new ArrayList<>();
    read(subjects, entries, rows);
    return page(grouped(rows, LedgerRow::subject), entries, END, true);
  }

  /** Some contacts, without the fold as it is stored. */
  public Page of(Collection<Long> contacts) {
    Map<String, Known> known = known(subjects(contacts));
    Map<String, List<Entry>> entries = new TreeMap<>();
    List<LedgerRow> rows = new ArrayList<>();
    read(known.keySet(), entries, rows);
    return new Page(
        grouped(rows, LedgerRow::subject), entries, known, openings(contacts), Map.of(), END, true);
  }

  private List<String> subjects(Collection<Long> contacts) {
    List<String> subjects = new ArrayList<>();
    for (List<Long> ids : Slices.of(contacts, Function.identity())) {
      subjects.addAll(database.list(
          """
          SELECT DISTINCT subject_ref
            FROM consent_subject
           WHERE contact_id IN (%s)
          """.formatted(Database.marks(ids.size())),
          row -> HEX.formatHex(row.getBytes("subject_ref")),
          ids.toArray()));
    }
    return subjects;
  }

  /** The leaves before the events, which are there before they have one. */
  private void read(
      Collection<String> subjects, Map<String, List<Entry>> entries, List<LedgerRow> rows) {
    for (List<byte[]> references : Slices.of(subjects, HEX::parseHex)) {
      database.list(
          """
          SELECT subject_ref, event_id, block_number, leaf_hash
            FROM seal_entry
           WHERE subject_ref IN (%s)
          """.formatted(Database.marks(references.size())),
          row -> add(row, entries),
          references.toArray());
      rows.addAll(database.list(
          """
          SELECT subject_ref, event_id, channel, purpose, version, act, state_after, basis, gap, grade, occurred_at,
                 recorded_at, notice_key, notice_version, language, canonical
            FROM consent_event
           WHERE subject_ref IN (%s)
           ORDER BY subject_ref, event_id
          """.formatted(Database.marks(references.size())), LedgerRow::read, references.toArray()));
    }
  }

  private static boolean add(ResultSet row, Map<String, List<Entry>> entries) throws SQLException {
    return entries
        .computeIfAbsent(HEX.formatHex(row.getBytes("subject_ref")), _ -> new ArrayList<>())
        .add(new Entry(
            row.getLong("event_id"), row.getInt("block_number"), row.getBytes("leaf_hash")));
  }

  private static Known take(ResultSet row, Map<String, Known> known) throws SQLException {
    return known.merge(
        HEX.formatHex(row.getBytes("subject_ref")),
        new Known(row.getLong("contact_id"), row.getBytes("salt"), Optional.empty()),
        Known::beside);
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

  /**
   * Where events were deleted by the million, their leaves alone fill a page, which ends there: with the last subject
   * that it holds whole.
   */
  private Page page(byte[] from, List<LedgerRow> rows, byte[] to, boolean last) {
    SortedMap<String, List<LedgerRow>> events = grouped(rows, LedgerRow::subject);
    SortedMap<String, List<Entry>> entries = new TreeMap<>();
    int most = rows.size() + PAGE;
    int leaves = database.list("""
            SELECT subject_ref, event_id, block_number, leaf_hash
              FROM seal_entry
             WHERE subject_ref > ?
               AND subject_ref <= ?
             ORDER BY subject_ref, event_id
             LIMIT ?
            """, row -> add(row, entries), from, to, most).size();
    if (leaves < most) {
      return page(events, entries, to, last);
    }
    String cut = entries.lastKey();
    SortedMap<String, List<LedgerRow>> wholeEvents = events.headMap(cut);
    SortedMap<String, List<Entry>> wholeEntries = entries.headMap(cut);
    if (wholeEntries.isEmpty() && wholeEvents.isEmpty()) {
      Page one = again(List.of(cut));
      return new Page(
          one.events(),
          one.entries(),
          one.known(),
          one.openings(),
          one.folds(),
          HEX.parseHex(cut),
          false);
    }
    return page(wholeEvents, wholeEntries, before(HEX.parseHex(cut)), false);
  }

  private Page page(
      Map<String, List<LedgerRow>> events,
      Map<String, List<Entry>> entries,
      byte[] to,
      boolean last) {
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
          row -> take(row, known),
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

  private Map<Long, Map<FoldKey, FoldRow>> folds(Collection<Long> contacts) {
    Map<Long, Map<FoldKey, FoldRow>> folds = new HashMap<>();
    for (List<Long> ids : Slices.of(contacts, Function.identity())) {
      database
          .list("""
              SELECT contact_id, channel, purpose, state, basis, gap, grade, version, since_at, notice_key,
                     notice_version, event_id
                FROM current_consent
               WHERE contact_id IN (%s)
              """.formatted(Database.marks(ids.size())), FoldRow::read, ids.toArray())
          .forEach(row ->
              folds.computeIfAbsent(row.key().contact(), _ -> new HashMap<>()).put(row.key(), row));
    }
    return folds;
  }

  /** The largest value below a name, so that a range begins with it. */
  private static byte[] before(byte[] reference) {
    byte[] before = reference.clone();
    for (int i = before.length - 1; i >= 0 && before[i]-- == 0; i--) {
      // borrow from the byte above
    }
    return Arrays.compareUnsigned(before, reference) < 0 ? before : START;
  }

  private static <T> SortedMap<String, List<T>> grouped(List<T> rows, Function<T, String> key) {
    SortedMap<String, List<T>> groups = new TreeMap<>();
    rows.forEach(
        row -> groups.computeIfAbsent(key.apply(row), _ -> new ArrayList<>()).add(row));
    return groups;
  }
}
