package io.reveil.tracking;

import static java.util.stream.Collectors.toSet;

import io.reveil.contact.Contacts;
import io.reveil.job.Database;
import io.reveil.job.Ids;
import io.reveil.kernel.ContactId;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Set;
import java.util.stream.Gatherers;
import java.util.stream.Stream;

/**
 * Hits as they came in: whoever waits for a page waits for one row at the end of one table, for all who came at the same
 * moment. A moment later each is filed in its own row, where its person's others are, and waits to be judged. See
 * decision 13.
 */
@Singleton
public final class Journal {
  /** Rows read at once: no more than 500 hits each. */
  private static final int ROWS = 50;
  /** Hits filed in one transaction, or one row's. */
  private static final int SLICE = 2_000;
  /** People sought by one statement. */
  private static final int PIECE = 500;

  private final Database database;
  private final Contacts contacts;
  private final Unjudged unjudged;
  private final Ids ids;

  Journal(Database database, Contacts contacts, Unjudged unjudged, Ids ids) {
    this.database = database;
    this.contacts = contacts;
    this.unjudged = unjudged;
    this.ids = ids;
  }

  private record Row(long id, List<Hit> hits) {}

  /** In the caller's transaction. */
  void append(List<Fetched> agreed) {
    if (!agreed.isEmpty()) {
      database.update(
          "INSERT INTO hit_journal (journal_id, hits) VALUES (?, ?)", ids.next(), packed(agreed));
    }
  }

  private static byte[] packed(List<Fetched> group) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      for (Fetched one : group) {
        one.write(out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  private static List<Hit> unpacked(byte[] packed) {
    List<Hit> hits = new ArrayList<>();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(packed))) {
      while (in.available() > 0) {
        Fetched.read(in).hit().ifPresent(hits::add);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a row of the journal is cut", e);
    }
    return hits;
  }

  boolean isEmpty() {
    return database
        .first(
            "SELECT journal_id FROM hit_journal ORDER BY journal_id LIMIT 1", row -> row.getLong(1))
        .isEmpty();
  }

  /** Files all that is committed: for whoever wants to know all hits there are. */
  public void fileAll() {
    boolean more = !isEmpty();
    while (more) {
      more = file();
    }
  }

  /** Files the oldest. True if there may be more. */
  boolean file() {
    return database.write(() -> {
      hold();
      List<Row> oldest = oldest();
      List<Row> slice = slice(oldest);
      if (!slice.isEmpty()) {
        file(slice);
      }
      return slice.size() < oldest.size() || oldest.size() == ROWS;
    });
  }

  /**
   * Keeps all filing waiting until the caller's transaction ends, or waits for it. Who erases somebody holds it, so that
   * what comes in meanwhile is filed before, or never.
   */
  void hold() {
    if (database.update("UPDATE hit_filing SET turns = turns + 1") != 1) {
      throw new IllegalStateException("hit_filing has one row, and it is gone");
    }
  }

  private List<Row> oldest() {
    return database.list(
        "SELECT journal_id, hits FROM hit_journal ORDER BY journal_id LIMIT ?",
        row -> new Row(row.getLong("journal_id"), unpacked(row.getBytes("hits"))),
        ROWS);
  }

  private static List<Row> slice(List<Row> oldest) {
    int hits = 0;
    int rows = 0;
    while (rows < oldest.size() && hits < SLICE) {
      hits += oldest.get(rows).hits().size();
      rows++;
    }
    return oldest.subList(0, rows);
  }

  private void file(List<Row> rows) {
    Object[] ids = rows.stream().map(Row::id).toArray();
    database.update(
        "DELETE FROM hit_journal WHERE journal_id IN (%s)".formatted(Database.marks(ids.length)),
        ids);
    rows.stream()
        .flatMap(row -> row.hits().stream())
        .sorted(Comparator.comparing(Hit::at))
        .gather(Gatherers.windowFixed(PIECE))
        .forEach(this::keep);
  }

  /** Of who was erased meanwhile nothing; and nothing twice that the spool has from a commit whose answer was lost. */
  private void keep(List<Hit> taken) {
    Set<ContactId> present = present(taken);
    Set<HitKey> known = known(taken);
    List<Hit> hits = taken.stream()
        .filter(hit -> present.contains(hit.contact()) && known.add(HitKey.of(hit)))
        .toList();
    insert(hits);
    unjudged.add(hits);
  }

  private Set<ContactId> present(List<Hit> hits) {
    return contacts
        .listPresent(hits.stream().map(Hit::contact).collect(toSet()))
        .keySet();
  }

  private Set<HitKey> known(List<Hit> hits) {
    List<Long> people =
        hits.stream().map(hit -> hit.contact().value()).distinct().toList();
    LongSummaryStatistics ids = hits.stream().mapToLong(Hit::id).summaryStatistics();
    return new HashSet<>(database.list(
        "SELECT contact_id, hit_id FROM hit WHERE contact_id IN (%s) AND hit_id BETWEEN ? AND ?"
            .formatted(Database.marks(people.size())),
        row -> new HitKey(new ContactId(row.getLong("contact_id")), row.getLong("hit_id")),
        Stream.concat(people.stream(), Stream.of(ids.getMin(), ids.getMax())).toArray()));
  }

  private void insert(List<Hit> hits) {
    database.batch(
        """
        INSERT INTO hit
               (contact_id, hit_id, message_id, kind, link_id, means, hit_at, network, agent)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        hits.stream()
            .map(hit -> new Object[] {
              hit.contact().value(),
              hit.id(),
              hit.messageId(),
              hit.kind(),
              hit.linkId(),
              hit.means(),
              hit.at(),
              hit.network(),
              hit.agent()
            })
            .toList());
  }
}
