package io.reveil.tracking;

import io.reveil.job.Database;
import io.reveil.job.spool.Entry;
import io.reveil.job.spool.Kind;
import io.reveil.job.spool.Spool;
import io.reveil.job.spool.Spooled;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Set;

/** What was fetched while the database is away: kept on this node's disk, and recorded once when it is back. */
@Singleton
class HitSpool implements Spooled {
  private static final Kind KIND = new Kind("hit", Kind.Rank.SIGNAL);

  private final Spool spool;
  private final Recorder recorder;
  private final Journal journal;
  private final Database database;

  HitSpool(Spool spool, Recorder recorder, Journal journal, Database database) {
    this.spool = spool;
    this.recorder = recorder;
    this.journal = journal;
    this.database = database;
  }

  /** Returns when all are on disk. */
  void keep(List<Fetched> group) {
    spool.append(KIND, group.stream().map(HitSpool::write).toList());
  }

  @Override
  public Kind kind() {
    return KIND;
  }

  /** Those of people that a commit whose answer was lost had recorded already are left out. */
  @Override
  public void replay(List<Entry> entries) {
    List<Fetched> kept = entries.stream().map(entry -> read(entry.content())).toList();
    journal.fileAll();
    Set<Long> recorded = recorded(kept);
    recorder.record(
        kept.stream().filter(one -> !recorded.contains(one.receipt())).toList());
  }

  private Set<Long> recorded(List<Fetched> kept) {
    List<Object> values = new ArrayList<>(kept.stream()
        .flatMap(one -> one.mail().stream())
        .<Object>map(mail -> mail.contact().value())
        .distinct()
        .toList());
    int people = values.size();
    LongSummaryStatistics receipts = kept.stream().mapToLong(Fetched::receipt).summaryStatistics();
    values.add(receipts.getMin());
    values.add(receipts.getMax());
    return people == 0
        ? Set.of()
        : new HashSet<>(database.list(
            "SELECT hit_id FROM hit WHERE contact_id IN (%s) AND hit_id BETWEEN ? AND ?"
                .formatted(Database.marks(people)),
            row -> row.getLong(1),
            values.toArray()));
  }

  static byte[] write(Fetched fetched) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      fetched.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  static Fetched read(byte[] content) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(content))) {
      return Fetched.read(in);
    } catch (IOException e) {
      throw new UncheckedIOException("a record of a hit is cut", e);
    }
  }
}
