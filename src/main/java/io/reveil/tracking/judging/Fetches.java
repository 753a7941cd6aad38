package io.reveil.tracking.judging;

import static io.reveil.job.Database.marks;
import static java.util.Comparator.comparing;

import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.Purpose;
import io.reveil.tracking.Hit;
import io.reveil.tracking.HitKey;
import io.reveil.tracking.HitKind;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.stream.Gatherers;
import java.util.stream.Stream;

/** Hits with their mails, and what people pressed. */
@Singleton
class Fetches {
  private static final int PIECE = 100;
  /**
   * The most hits read on either side of a slice. Where more come in ten minutes, what a network or a host does at once
   * shows among these as well; what does not show is held against nobody.
   */
  private static final int AROUND = 5_000;

  private static final String SELECT = """
      SELECT h.contact_id, h.hit_id, h.message_id, h.kind, h.link_id, h.means, h.hit_at, h.network, h.agent,
             m.settled_at, m.wave_id, m.purpose, c.email
        FROM hit h
        LEFT JOIN message m
          ON m.contact_id = h.contact_id
         AND m.message_id = h.message_id
        LEFT JOIN contact c
          ON c.contact_id = h.contact_id
      """;

  private final Database database;

  Fetches(Database database) {
    this.database = database;
  }

  /** These hits; those erased meanwhile are absent. */
  List<Hit> find(Collection<HitKey> keys) {
    List<Hit> found = new ArrayList<>();
    keys.stream().gather(Gatherers.windowFixed(PIECE)).forEach(piece -> {
      String marks = marks(piece.size());
      found.addAll(database.list(
          """
          SELECT contact_id, hit_id, message_id, kind, link_id, means, hit_at, network, agent
            FROM hit
           WHERE contact_id IN (%s)
             AND hit_id IN (%s)
          """.formatted(marks, marks),
          Fetches::hit,
          Stream.concat(
                  piece.stream().map(key -> key.contact().value()),
                  piece.stream().map(HitKey::id))
              .toArray()));
    });
    return found;
  }

  /**
   * Holds these hits until the transaction ends, by writing what they are: whoever erases one waits, and finds the verdict
   * that it got meanwhile.
   */
  void hold(Collection<HitKey> keys) {
    Comparator<HitKey> inOneOrder = comparing(HitKey::contact).thenComparingLong(HitKey::id);
    keys.stream().sorted(inOneOrder).gather(Gatherers.windowFixed(PIECE)).forEach(piece -> {
      LongSummaryStatistics ids = piece.stream().mapToLong(HitKey::id).summaryStatistics();
      database.update(
          """
          UPDATE hit
             SET message_id = message_id
           WHERE contact_id IN (%s)
             AND hit_id BETWEEN ? AND ?
          """.formatted(marks(piece.size())),
          Stream.concat(
                  piece.stream().map(key -> key.contact().value()),
                  Stream.of(ids.getMin(), ids.getMax()))
              .toArray());
    });
  }

  /** In the caller's transaction. */
  void forget(Collection<HitKey> keys) {
    database.batch(
        """
        DELETE FROM hit
         WHERE contact_id = ?
           AND hit_id = ?
        """,
        keys.stream().map(key -> new Object[] {key.contact().value(), key.id()}).toList());
  }

  /** All hits of these people in this time. A hundred people at a time, since H2 compares each row with each of a list. */
  List<Fetch> ofPeople(Collection<ContactId> people, Instant from, Instant to) {
    return pieces(people)
        .flatMap(piece -> database
            .list(SELECT + """
                     WHERE h.contact_id BETWEEN ? AND ?
                       AND h.contact_id IN (""" + marks(piece.size()) + """
                    )
                       AND h.hit_at BETWEEN ? AND ?
                    """, Fetches::fetch, values(piece, from, to))
            .stream())
        .toList();
  }

  /** The hits of anybody, the nearest to this moment first, before it and after it. */
  List<Fetch> around(Instant moment, Instant from, Instant to) {
    List<Fetch> around =
        new ArrayList<>(database.list(SELECT + """
         WHERE h.hit_at >= ?
           AND h.hit_at <= ?
         ORDER BY h.hit_at
         LIMIT ?
        """, Fetches::fetch, moment, to, AROUND));
    around.addAll(database.list(SELECT + """
         WHERE h.hit_at < ?
           AND h.hit_at >= ?
         ORDER BY h.hit_at DESC
         LIMIT ?
        """, Fetches::fetch, moment, from, AROUND));
    return around;
  }

  private static Fetch fetch(ResultSet row) throws SQLException {
    return new Fetch(
        hit(row),
        Columns.optionalLong(row, "wave_id").orElse(0L),
        Columns.optionalText(row, "purpose").map(Purpose::new),
        Columns.optionalInstant(row, "settled_at"),
        Columns.optionalText(row, "email").map(Fetches::host));
  }

  static Hit hit(ResultSet row) throws SQLException {
    return new Hit(
        new ContactId(row.getLong("contact_id")),
        row.getLong("hit_id"),
        row.getLong("message_id"),
        Columns.constant(row, "kind", HitKind.class),
        row.getLong("link_id"),
        Columns.constant(row, "means", Hit.Means.class),
        Columns.instant(row, "hit_at"),
        Columns.optionalText(row, "network"),
        Columns.optionalText(row, "agent"));
  }

  private static String host(String email) {
    return email.substring(email.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
  }

  List<Press> presses(Collection<ContactId> people, Instant from, Instant to) {
    return pieces(people)
        .flatMap(piece -> database
            .list(
                """
                SELECT contact_id, kind, cause_id, occurred_at
                  FROM contact_signal
                 WHERE contact_id BETWEEN ? AND ?
                   AND contact_id IN (""" + marks(piece.size()) + """
                )
                   AND kind IN ('STAYED', 'PREFERENCES', 'UNSUBSCRIBED')
                   AND occurred_at BETWEEN ? AND ?
                """,
                row -> new Press(
                    new ContactId(row.getLong("contact_id")),
                    Columns.constant(row, "kind", Press.Kind.class),
                    row.getLong("cause_id"),
                    Columns.instant(row, "occurred_at")),
                values(piece, from, to))
            .stream())
        .toList();
  }

  private static Stream<List<Long>> pieces(Collection<ContactId> people) {
    return people.stream()
        .map(ContactId::value)
        .distinct()
        .sorted()
        .gather(Gatherers.windowFixed(PIECE));
  }

  private static Object[] values(List<Long> piece, Instant from, Instant to) {
    return Stream.of(List.of(piece.getFirst(), piece.getLast()), piece, List.of(from, to))
        .flatMap(List::stream)
        .toArray();
  }
}
