package io.reveil.job.spool;

import static io.reveil.job.spool.Spools.ACT;
import static io.reveil.job.spool.Spools.SIGNAL;
import static io.reveil.job.spool.Spools.bytes;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveil.kernel.Fault;
import io.reveil.testing.TestClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged stays on the disk, whole, closed to others, and within its bounds (promise 3; design section 9). */
class SpoolTest {
  @TempDir
  Path home;

  private Path onlyFile() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("spool"))) {
      return files
          .filter(file -> file.toString().endsWith(".spool"))
          .reduce((_, _) -> {
            throw new AssertionError("more than one file");
          })
          .orElseThrow();
    }
  }

  @Test
  void whatWasAppendedIsThereInItsOrderAfterARestart() {
    TestClock clock = new TestClock();
    Spool before = Spools.at(home, 1 << 20, clock);
    before.append(ACT, bytes("one"));
    before.append(SIGNAL, bytes("two"));
    before.close();

    Spool after = Spools.at(home);
    after.append(ACT, bytes("three"));

    assertThat(after.isEmpty()).isFalse();
    assertThat(after.load().records()).isEqualTo(3);
    assertThat(Spools.texts(after)).containsExactly("one", "two", "three");
    assertThat(Spools.entries(after))
        .first()
        .satisfies(entry -> assertThat(entry.kind()).isEqualTo("act"))
        .satisfies(entry -> assertThat(entry.at()).isEqualTo(clock.instant()));
  }

  /** Promise 7: what stands there tells nobody anything, and only its owner may look. */
  @Test
  void theFilesShowNothingOfWhatTheyHold() throws IOException {
    Spools.at(home).append(ACT, bytes("camille@example.org"));

    byte[] written = Files.readAllBytes(onlyFile());

    assertThat(new String(written, StandardCharsets.ISO_8859_1)).doesNotContain("camille", "act");
    assertThat(PosixFilePermissions.toString(
            Files.getPosixFilePermissions(onlyFile().getParent())))
        .isEqualTo("rwx------");
  }

  @Test
  void aRecordThatWasMovedToAnotherPlaceDoesNotOpen() {
    EntryCipher cipher = Spools.cipher();
    Entry entry = new Entry(new Receipt(7, 0), "act", TestClock.START, bytes("leave"));
    byte[] closed = cipher.close(entry);

    assertThat(cipher.open(entry.receipt(), closed).content()).isEqualTo(entry.content());
    assertThatThrownBy(() -> cipher.open(new Receipt(7, 1), closed))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("keys/spool.keys");
    assertThatThrownBy(() -> new EntryCipher(
                new SecretKeySpec(bytes("another key of 32 bytes, no less"), "AES"))
            .open(entry.receipt(), closed))
        .isInstanceOf(Fault.class);
  }

  /** Signals leave a quarter to what people do, and an act is refused rather than half kept. */
  @Test
  void aFullSpoolRefusesSignalsBeforeActs() {
    Spool spool = Spools.at(home, 1 << 20, new TestClock());
    byte[] large = new byte[50_000];
    int signals = fill(spool, SIGNAL, large);
    int acts = fill(spool, ACT, large);

    assertThat(signals).isEqualTo(15);
    assertThat(acts).isEqualTo(5);
    assertThat(spool.load().bytes()).isLessThanOrEqualTo(1 << 20);
    assertThat(Spools.entries(spool)).hasSize(20);
  }

  private static int fill(Spool spool, Kind kind, byte[] content) {
    for (int kept = 0; ; kept++) {
      try {
        spool.append(kind, content);
      } catch (Fault full) {
        assertThat(full.code()).isEqualTo("SPOOL_FULL");
        assertThat(full.kind().status()).isEqualTo(503);
        return kept;
      }
    }
  }

  @Test
  void aDiskThatCannotBeWrittenIsNotAcknowledged() throws IOException {
    Spool spool = Spools.at(home);
    Files.delete(home.resolve("spool/lock"));
    Files.delete(home.resolve("spool"));

    assertThatThrownBy(() -> spool.append(ACT, bytes("leave")))
        .isInstanceOf(Fault.class)
        .hasMessage("Nothing can be kept now. Nothing was changed; try again.");
  }

  @Test
  void manyAtOnceEachGetAReceiptOfTheirOwn() {
    Spool spool = Spools.at(home);
    Set<Receipt> receipts = ConcurrentHashMap.newKeySet();

    try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, 400)
          .forEach(i ->
              people.execute(() -> receipts.add(spool.append(ACT, bytes(Integer.toString(i))))));
    }

    assertThat(receipts).hasSize(400);
    assertThat(Spools.entries(spool).stream().map(Entry::receipt).collect(toSet()))
        .isEqualTo(new HashSet<>(receipts));
    assertThat(new HashSet<>(Spools.texts(spool))).hasSize(400);
  }

  @Test
  void twoProcessesDoNotShareAFolder() {
    Spool first = Spools.at(home);

    assertThatThrownBy(() -> Spools.at(home))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("give this one a folder of its own in REVEIL_HOME");
    first.close();
    assertThat(Spools.at(home).isEmpty()).isTrue();
  }

  /** Wherever a crash cuts the last record, those before it are read, and the cut is known for what it is. */
  @Test
  void aTornTailIsRecognisedAtEveryByte() throws IOException {
    Spool spool = Spools.at(home);
    spool.append(ACT, bytes("one"));
    int whole = (int) Files.size(onlyFile());
    spool.append(ACT, bytes("two"));
    spool.close();
    byte[] both = Files.readAllBytes(onlyFile());

    for (int cut = whole + 1; cut < both.length; cut++) {
      Segment segment = read(Arrays.copyOf(both, cut));
      assertThat(segment.records()).containsOnlyKeys(0);
      assertThat(segment.end()).isEqualTo(Segment.End.TORN);
    }
    assertThat(read(Arrays.copyOf(both, Segment.HEADER - 1)).end()).isEqualTo(Segment.End.TORN);
    assertThat(read(Arrays.copyOf(both, both.length + 100)).end())
        .as("zeros after the last record")
        .isEqualTo(Segment.End.TORN);
    assertThat(read(both).end()).isEqualTo(Segment.End.WHOLE);
  }

  /** What was changed may have been acknowledged: it is told from what a crash cut, and the records around it are read. */
  @Test
  void aDamagedRecordIsLeftOutAndTheOthersAreRead() throws IOException {
    Spool spool = Spools.at(home);
    List.of("one", "two", "three").forEach(text -> spool.append(ACT, bytes(text)));
    spool.close();
    byte[] bytes = Files.readAllBytes(onlyFile());
    int record = (bytes.length - Segment.HEADER) / 3;
    bytes[Segment.HEADER + record + Segment.FRAME + 5] ^= 1;

    Segment segment = read(bytes);

    assertThat(segment.records()).containsOnlyKeys(0, 2);
    assertThat(segment.end()).isEqualTo(Segment.End.DAMAGED);
  }

  private Segment read(byte[] bytes) throws IOException {
    return Segment.read(Files.write(home.resolve("copy"), bytes));
  }
}
