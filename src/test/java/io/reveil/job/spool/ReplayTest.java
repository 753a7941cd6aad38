package io.reveil.job.spool;

import static io.reveil.job.spool.Spools.ACT;
import static io.reveil.job.spool.Spools.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.reveil.job.Database;
import io.reveil.testing.Rig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the spool holds reaches the database once, oldest first, whatever is killed in between (promise 3). */
@Tag("sql")
class ReplayTest {
  @RegisterExtension
  static final Rig rig = Rig.standard();

  @TempDir
  Path home;

  private final Book book = new Book();
  private Spool spool;

  /** Writes each record down as a lease, and refuses what it is told to. */
  private static final class Book implements Spooled {
    private final List<String> seen = new ArrayList<>();
    private String refused = "";

    @Override
    public Kind kind() {
      return ACT;
    }

    @Override
    public void replay(List<Entry> entries) {
      for (Entry entry : entries) {
        String text = Spools.text(entry);
        rig.database()
            .update(
                "INSERT INTO lease (name, owner, lease_until) VALUES (?, 'book', ?)",
                "book " + entry.receipt() + text,
                rig.clock().instant());
        if (text.equals(refused)) {
          throw new IllegalStateException("nobody knows why");
        }
        seen.add(text);
      }
    }
  }

  @BeforeEach
  void clear() {
    rig.database().update("DELETE FROM lease WHERE owner = 'book'");
    spool = Spools.at(home);
  }

  private Replay replay(Database database) {
    return new Replay(
        spool,
        Spools.cipher(),
        new Receipts(database, Clock.systemUTC()),
        database,
        List.of(book),
        new SimpleMeterRegistry());
  }

  private long written() {
    return rig.database()
        .first("SELECT COUNT(*) FROM lease WHERE owner = 'book'", row -> row.getLong(1))
        .orElseThrow();
  }

  private long files() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("spool"))) {
      return files.filter(file -> !file.endsWith("lock")).count();
    }
  }

  @Test
  void allIsReplayedInItsOrderAndThenForgotten() throws IOException {
    IntStream.range(0, 450).forEach(i -> spool.append(ACT, bytes("r" + i)));

    replay(rig.database()).round();

    assertThat(book.seen)
        .containsExactlyElementsOf(
            IntStream.range(0, 450).mapToObj(i -> "r" + i).toList());
    assertThat(written()).isEqualTo(450);
    assertThat(spool.isEmpty()).isTrue();
    assertThat(spool.load()).isEqualTo(new Spool.Load(0, 0, 0));
    assertThat(files()).isZero();
    assertThat(rig.count("spool_receipt")).isZero();
  }

  /** The crash between the commit and the end of the file: the receipts know. */
  @Test
  void whatWasCommittedBeforeACrashIsNotDoneAgain() throws IOException {
    spool.append(ACT, bytes("one"));
    spool.close();
    Path file = home.resolve("spool/000000000001.spool");
    byte[] kept = Files.readAllBytes(file);
    Segment segment = Segment.read(file);
    new Receipts(rig.database(), Clock.systemUTC())
        .add(List.of(Spools.cipher()
            .open(new Receipt(segment.id(), 0), segment.records().firstEntry().getValue())));
    Files.write(file, kept);
    spool = Spools.at(home);
    spool.append(ACT, bytes("two"));

    replay(rig.database()).round();

    assertThat(book.seen).containsExactly("two");
    assertThat(spool.isEmpty()).isTrue();
    assertThat(rig.count("spool_receipt")).isZero();
  }

  /** One faulty record keeps no other back, is not lost, and keeps the node silent. */
  @Test
  void aRecordThatCannotBeReplayedStaysAndTheOthersAreDoneOnce() {
    book.refused = "b";
    List.of("a", "b", "c").forEach(text -> spool.append(ACT, bytes(text)));
    Replay replay = replay(rig.database());

    replay.round();
    replay.round();

    assertThat(written()).isEqualTo(2);
    assertThat(spool.isEmpty()).isFalse();

    book.refused = "";
    replay.round();

    assertThat(written()).isEqualTo(3);
    assertThat(spool.isEmpty()).isTrue();
  }

  @Test
  void whatIsDamagedIsKeptForPeopleToLookAt() throws IOException {
    spool.append(ACT, bytes("one"));
    spool.append(ACT, bytes("two"));
    spool.close();
    Path file = home.resolve("spool/000000000001.spool");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
    spool = Spools.at(home);

    replay(rig.database()).round();

    assertThat(book.seen).containsExactly("one");
    assertThat(spool.isEmpty()).isTrue();
    assertThat(files()).isEqualTo(1);
    assertThat(file).doesNotExist();
  }

  @Test
  void aKindThatNobodyKnowsAnyMoreStays() {
    spool.append(new Kind("of-a-later-version", Kind.Rank.ACT), bytes("one"));

    replay(rig.database()).round();

    assertThat(spool.load().records()).isEqualTo(1);
    assertThat(rig.count("spool_receipt")).isZero();
  }
}
