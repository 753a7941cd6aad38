package io.reveil.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Fault;
import io.reveil.kernel.Installation;
import io.reveil.testing.Installations;
import io.reveil.testing.Rig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes with pepper files of their own on one database, while one rotates (D7, A57). */
@Tag("sql")
class PeppersTest {
  private static final EmailAddress ADA = EmailAddress.parse("ada@example.org").orElseThrow();

  @RegisterExtension
  static final Rig rig = Rig.with(Map.of("reveil.test", "peppers"));

  @RegisterExtension
  final NoKeysKnown database = new NoKeysKnown(rig);

  @TempDir
  Path folder;

  private Node a;
  private Node b;

  /** What a process holds. */
  private record Node(Peppers peppers, AddressDigests digests, Path file) {}

  @BeforeEach
  void twoNodesWithTheSamePepper() throws IOException {
    a = start("a");
    Files.createDirectories(folder.resolve("b/keys"));
    copy("a", "b");
    b = start("b");
  }

  private Node start(String name) {
    Installation here = Installations.at(folder.resolve(name));
    KeyChecks checks = new KeyChecks(rig.database());
    KeyHolders holders = new KeyHolders(rig.database(), Clock.systemUTC());
    KeyRing ring = new Keys(here, checks, holders, Clock.systemUTC()).pepper();
    Peppers peppers = new Peppers(here, checks, ring, Clock.systemUTC());
    peppers.round();
    return new Node(peppers, new AddressDigests(ring), file(name));
  }

  private Path file(String node) {
    return folder.resolve(node).resolve("keys/pepper.keys");
  }

  private void copy(String from, String to) throws IOException {
    Files.copy(
        file(from),
        file(to),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.COPY_ATTRIBUTES);
  }

  /** A lookup that did not know the new pepper may have missed a row, and must not be believed. */
  @Test
  void aNodeWithoutTheNewPepperRefusesLookupsAndStopsSending() {
    a.peppers().rotate();

    assertThatThrownBy(() -> b.peppers().haveOneAfter(1))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.UNAVAILABLE))
        .hasMessageContaining(b.file() + " lacks the peppers [2]");
    assertThat(b.peppers().fault())
        .hasValueSatisfying(said -> assertThat(said)
            .contains(b.file().toString(), "copy the file from the node that rotated"));
    assertThat(a.peppers().fault()).isEmpty();
  }

  /** Nobody waits for the next round: the first lookup after the copy takes the file in. */
  @Test
  void aCopiedFileIsTakenInByTheNextLookup() throws IOException {
    a.peppers().rotate();
    b.peppers().round();
    copy("a", "b");

    assertThat(b.peppers().haveOneAfter(1)).isTrue();
    assertThat(b.peppers().haveOneAfter(2)).isFalse();
    assertThat(b.peppers().fault()).isEmpty();
    assertThat(b.digests().of(ADA)).isEqualTo(a.digests().of(ADA));
  }

  @Test
  void aNodeThatLacksAPepperDoesNotStartAndNamesTheFile() {
    a.peppers().rotate();

    assertThatThrownBy(() -> start("b"))
        .isInstanceOf(Fault.class)
        .hasMessageStartingWith("Key 2, which the database knows, is missing: copy " + b.file());
    assertThatThrownBy(() -> b.peppers().rotate()).hasMessageContaining("copy " + b.file());
  }

  /** What is only in the memory of a process is lost with it, and every ban with it. */
  @Test
  void aLostFileStopsSendingUntilItIsBack() throws IOException {
    Path backup = Files.copy(a.file(), folder.resolve("backup"));
    Files.delete(a.file());

    a.peppers().round();

    assertThat(a.peppers().fault())
        .hasValueSatisfying(said -> assertThat(said).contains(a.file() + " lacks the peppers [1]"));
    assertThat(a.digests().of(ADA)).as("lookups go on").isEqualTo(b.digests().of(ADA));
    assertThatThrownBy(() -> start("a")).hasMessageContaining("copy " + a.file());
    Files.copy(backup, a.file(), StandardCopyOption.COPY_ATTRIBUTES);
    a.peppers().round();
    assertThat(a.peppers().fault()).isEmpty();
  }

  @Test
  void aDamagedFileStopsSendingAndIsNamed() throws IOException {
    Files.writeString(a.file(), "1 nonsense\n");

    a.peppers().round();

    assertThat(a.peppers().fault())
        .hasValueSatisfying(said -> assertThat(said).startsWith(a.file() + " holds a line"));
  }

  /** A database of before the rotation learns the pepper from the file; what it holds is nested again to the same. */
  @Test
  void aRestoredDatabaseTakesTheNewerPepperIn() {
    a.peppers().rotate();
    rig.database().update("DELETE FROM key_check WHERE key_id = 2");

    assertThat(start("a").digests().of(ADA)).isEqualTo(a.digests().of(ADA));
    assertThat(rig.count("key_check")).isEqualTo(2);
  }

  /** Files of before the rotation would make other digests than those that are stored. */
  @Test
  void restoredFilesOfBeforeTheRotationAreRefused() throws IOException {
    Path backup =
        Files.copy(a.file(), folder.resolve("backup"), StandardCopyOption.COPY_ATTRIBUTES);
    a.peppers().rotate();
    Files.copy(
        backup, a.file(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);

    assertThatThrownBy(() -> start("a")).hasMessageStartingWith("Key 2, which the database knows");
  }

  /** A digest nested in the third pepper only would be found by nobody. */
  @Test
  void aPepperAfterAGapIsNotUsed() throws IOException {
    a.peppers().rotate();
    a.peppers().rotate();
    Files.write(
        b.file(),
        Files.readAllLines(a.file()).stream()
            .filter(line -> !line.startsWith("2 "))
            .toList());

    b.peppers().round();

    assertThat(b.digests().newest()).isEqualTo(1);
    assertThat(b.peppers().fault()).isPresent();
  }

  /** Killed between the file and the database: the next rotation registers that pepper and makes no other. */
  @Test
  void anInterruptedRotationIsFinishedByTheNext() {
    new KeyFile(folder.resolve("a/keys"), "pepper").add(2, Clock.systemUTC().instant());

    assertThat(a.digests().newest()).as("unused until it is known").isEqualTo(1);
    assertThat(a.peppers().rotate().id()).isEqualTo(2);
    assertThat(rig.count("key_check")).isEqualTo(2);
  }

  @Test
  void ofTwoNodesThatRotateAtOnceOneWinsAndTheOtherIsTold() throws Exception {
    assertThat(rotateAtOnce(a, b)).containsExactlyInAnyOrder("rotated", "KEY_MISSING");
    assertThat(rig.count("key_check")).isEqualTo(2);
  }

  @Test
  void ofTwoRotationsAtOneNodeOneWinsAndTheOtherIsTold() throws Exception {
    List<String> outcomes = rotateAtOnce(a, a);

    // The second may also come after the first was done: then it is a rotation of its own.
    assertThat(outcomes)
        .containsAnyOf("rotated")
        .allMatch(List.of("rotated", "KEY_ROTATED")::contains);
    assertThat(rig.count("key_check"))
        .isEqualTo(1 + outcomes.stream().filter("rotated"::equals).count());
  }

  private static List<String> rotateAtOnce(Node one, Node other) throws Exception {
    CyclicBarrier together = new CyclicBarrier(2);
    try (var threads = Executors.newFixedThreadPool(2)) {
      Future<String> first = threads.submit(rotating(one, together));
      Future<String> second = threads.submit(rotating(other, together));
      return List.of(first.get(), second.get());
    }
  }

  private static Callable<String> rotating(Node node, CyclicBarrier together) {
    return () -> {
      together.await();
      try {
        node.peppers().rotate();
        return "rotated";
      } catch (Fault refused) {
        return refused.code();
      }
    };
  }
}
