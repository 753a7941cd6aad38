package io.reveil.tracking;

import io.reveil.job.Database;
import io.reveil.job.spool.Entry;
import io.reveil.job.spool.Kind;
import io.reveil.job.spool.Spool;
import io.reveil.job.spool.Spooled;
import io.reveil.kernel.ContactId;
import io.reveil.link.HitLink;
import io.reveil.link.SentMail;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import java.util.Set;

/** What was fetched while the database is away: kept on this node's disk, and recorded once when it is back. */
@Singleton
class HitSpool implements Spooled {
  private static final Kind KIND = new Kind("hit", Kind.Rank.SIGNAL);
  private static final byte PERSON = 1;
  private static final byte DAY = 2;
  private static final byte WAVE = 3;

  private final Spool spool;
  private final Recorder recorder;
  private final Database database;

  HitSpool(Spool spool, Recorder recorder, Database database) {
    this.spool = spool;
    this.recorder = recorder;
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
      out.writeLong(fetched.receipt());
      out.writeUTF(fetched.kind().name());
      switch (fetched.of()) {
        case HitLink.OfPerson(SentMail mail, long link) -> write(out, PERSON, mail, link);
        case HitLink.DayOfPerson(SentMail mail) -> write(out, DAY, mail, 0);
        case HitLink.OfWave(long wave, long link) ->
          write(out, WAVE, new SentMail(new ContactId(0), wave), link);
      }
      out.writeUTF(fetched.means().name());
      out.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, fetched.at()));
      out.writeUTF(fetched.network());
      out.writeBoolean(fetched.agent().isPresent());
      out.writeUTF(fetched.agent().orElse(""));
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, byte of, SentMail mail, long link)
      throws IOException {
    out.writeByte(of);
    out.writeLong(mail.contact().value());
    out.writeLong(mail.messageId());
    out.writeLong(link);
  }

  static Fetched read(byte[] content) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(content))) {
      long receipt = in.readLong();
      HitKind kind = HitKind.valueOf(in.readUTF());
      HitLink of = link(in);
      Hit.Means means = Hit.Means.valueOf(in.readUTF());
      Instant at = Instant.EPOCH.plus(in.readLong(), ChronoUnit.MICROS);
      String network = in.readUTF();
      boolean isNamed = in.readBoolean();
      Optional<String> agent = Optional.of(in.readUTF()).filter(_ -> isNamed);
      return new Fetched(receipt, kind, of, means, at, network, agent);
    } catch (IOException e) {
      throw new UncheckedIOException("a record of a hit is cut", e);
    }
  }

  private static HitLink link(DataInputStream in) throws IOException {
    byte of = in.readByte();
    SentMail mail = new SentMail(new ContactId(in.readLong()), in.readLong());
    long link = in.readLong();
    return switch (of) {
      case PERSON -> new HitLink.OfPerson(mail, link);
      case DAY -> new HitLink.DayOfPerson(mail);
      case WAVE -> new HitLink.OfWave(mail.messageId(), link);
      default -> throw new IOException("no hit is of kind " + of);
    };
  }
}
