package io.reveil.tracking;

import static java.util.stream.Collectors.toSet;

import io.reveil.contact.Contacts;
import io.reveil.job.Database;
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
import java.util.List;
import java.util.Set;
import java.util.stream.Gatherers;

/**
 * Hits as they came in: whoever waits for a page waits for one row at the end of one table, for all who came at the same
 * moment. A moment later each is filed in its own row, where its person's others are, and waits to be judged. See
 * decision 13.
 */
@Singleton
public final class Journal {
  /** Rows filed in one transaction: some thousand hits where many come in. */
  private static final int SLICE = 10;

  private final Database database;
  private final Contacts contacts;
  private final Unjudged unjudged;

  Journal(Database database, Contacts contacts, Unjudged unjudged) {
    this.database = database;
    this.contacts = contacts;
    this.unjudged = unjudged;
  }

  /** In the caller's transaction. */
  void append(List<Fetched> agreed) {
    if (!agreed.isEmpty()) {
      database.update(
          "INSERT INTO hit_journal (journal_id, hits) VALUES (?, ?)",
          agreed.getFirst().receipt(),
          packed(agreed));
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

  private static List<Fetched> unpacked(byte[] packed) {
    List<Fetched> group = new ArrayList<>();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(packed))) {
      while (in.available() > 0) {
        group.add(Fetched.read(in));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a row of the journal is cut", e);
    }
    return group;
  }

  /** Files all that is committed now: for whoever wants to know all hits there are. */
  public void fileAll() {
    database
        .list("SELECT journal_id FROM hit_journal ORDER BY journal_id", row -> row.getLong(1))
        .stream()
        .gather(Gatherers.windowFixed(SLICE))
        .forEach(this::file);
  }

  /** Files the oldest. True if there may be more. */
  boolean file() {
    List<Long> oldest = database.list(
        "SELECT journal_id FROM hit_journal ORDER BY journal_id LIMIT ?",
        row -> row.getLong(1),
        SLICE);
    file(oldest);
    return oldest.size() == SLICE;
  }

  private void file(List<Long> rows) {
    database.write(() -> {
      List<Hit> taken = rows.stream().flatMap(row -> take(row).stream()).toList();
      Set<ContactId> people = contacts.hold(taken.stream().map(Hit::contact).collect(toSet()));
      List<Hit> hits = taken.stream()
          .filter(hit -> people.contains(hit.contact()))
          .sorted(Comparator.comparing(Hit::at))
          .toList();
      insert(hits);
      unjudged.add(hits);
    });
  }

  /** What a row holds, and its end. Whoever comes second waits for the first, and finds that there is nothing to take. */
  private List<Hit> take(long row) {
    List<Hit> hits = database
        .first("SELECT hits FROM hit_journal WHERE journal_id = ?", found -> found.getBytes(1), row)
        .map(Journal::unpacked)
        .orElse(List.of())
        .stream()
        .flatMap(one -> one.hit().stream())
        .toList();
    boolean isOurs = database.update("DELETE FROM hit_journal WHERE journal_id = ?", row) == 1;
    return isOurs ? hits : List.of();
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
