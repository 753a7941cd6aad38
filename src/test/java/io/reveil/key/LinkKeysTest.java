package io.reveil.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.reveil.kernel.Fault;
import io.reveil.kernel.Installation;
import io.reveil.testing.Installations;
import io.reveil.testing.Logged;
import io.reveil.testing.Rig;
import io.reveil.testing.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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

/** Two nodes with key files of their own on one database, while one rotates (D7, A57). */
@Tag("sql")
class LinkKeysTest {
  @RegisterExtension
  static final Rig rig = Rig.with(Map.of("reveil.test", "link-keys"));

  @RegisterExtension
  final NoKeysKnown database = new NoKeysKnown(rig);

  @TempDir
  Path folder;

  private final TestClock clock = new TestClock();

  private Node a;
  private Node b;

  /** What a process holds. */
  private record Node(KeyRing ring, LinkKeys keys, Path file) {}

  @BeforeEach
  void twoNodesWithTheSameKey() throws IOException {
    a = start("a");
    Files.createDirectories(folder.resolve("b/keys"));
    copy("a", "b");
    b = start("b");
  }

  private Node start(String name) {
    Installation here = Installations.at(folder.resolve(name));
    KeyChecks checks = new KeyChecks(rig.database());
    KeyHolders holders = new KeyHolders(rig.database(), clock);
    KeyRing ring = new Keys(here, checks, holders, clock).link();
    return new Node(ring, new LinkKeys(here, checks, holders, ring, clock), file(name));
  }

  private Path file(String node) {
    return folder.resolve(node).resolve("keys/link.keys");
  }

  private void copy(String from, String to) throws IOException {
    Files.copy(
        file(from),
        file(to),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.COPY_ATTRIBUTES);
  }

  /** (B5, D7) Else whoever presses a button at the other node is told that the link is none of ours, and stays in. */
  @Test
  void aNewKeySignsNothingWhileANodeThatRunsLacksIt() {
    KeyEntry made = a.keys().rotate();
    List<String> told = Logged.errors(Rotation.class, b.keys()::round);
    a.keys().round();

    assertThat(told)
        .containsExactly(file("b")
            + " lacks the keys [2]: copy it from the node that rotated; no restart is needed");
    assertThat(made).extracting(KeyEntry::signs, KeyEntry::waits).containsExactly(false, true);
    assertThat(a.ring().has(2)).isTrue();
    assertThat(a.ring().signing()).isEqualTo(1);
    assertThat(b.ring().signing()).isEqualTo(1);
    assertThat(b.keys().list())
        .extracting(KeyEntry::id, KeyEntry::here, KeyEntry::signs)
        .containsExactly(tuple(1, true, true), tuple(2, false, false));
  }

  @Test
  void aCopiedFileIsTakenInWithoutARestartAndSigns() throws IOException {
    a.keys().rotate();
    copy("a", "b");

    b.keys().round();
    a.keys().round();

    assertThat(b.ring().keys().get(2)).isEqualTo(a.ring().keys().get(2));
    assertThat(b.ring().signing()).isEqualTo(2);
    assertThat(a.ring().signing()).isEqualTo(2);
  }

  @Test
  void aNodeThatStoppedIsNotWaitedFor() {
    a.keys().rotate();
    clock.tick(KeyHolders.BELIEVED.plusSeconds(1));

    a.keys().round();

    assertThat(a.ring().signing()).isEqualTo(2);
  }

  /** A node that starts again signs with what the others can read, too. */
  @Test
  void aNodeThatStartsAgainHoldsBackWhatAnotherLacks() {
    a.keys().rotate();

    assertThat(start("a").ring().signing()).isEqualTo(1);
  }

  @Test
  void aKeyThatSignsOrWillSignIsNotRevoked() throws IOException {
    a.keys().rotate();

    assertThatThrownBy(() -> a.keys().revoke(1, true))
        .hasMessageContaining("until every node that runs has key 2: copy " + file("a"));
    assertThatThrownBy(() -> a.keys().revoke(2, true)).hasMessageContaining("will sign new links");

    copy("a", "b");
    b.keys().round();
    a.keys().round();
    assertThat(a.keys().revoke(1, true).revokedAt()).isPresent();
  }

  /** A node that was away comes back with less: the others go back to a key it has, but never to a stolen one. */
  @Test
  void aRevokedKeySignsNoMoreWhateverIsHeldBack() throws IOException {
    a.keys().rotate();
    a.keys().rotate();
    assertThat(a.keys().revoke(2, true).revokedAt()).isPresent();

    copy("a", "b");
    b.keys().round();
    a.keys().round();
    assertThat(a.ring().signing()).isEqualTo(3);

    a.ring().holdBack(2);
    assertThat(a.ring().signing()).isEqualTo(1);
    assertThat(a.ring().lasting()).isEqualTo(1);
    a.ring().holdBack(0);
    assertThat(a.ring().signing()).isEqualTo(3);
  }

  /** As after a copy with the wrong rights: it reads and signs on with what it has, and is waited for. */
  @Test
  void aNodeWhoseFileCannotBeReadIsWaitedFor() throws IOException {
    a.keys().rotate();
    Files.writeString(file("b"), "no key");
    clock.tick(KeyHolders.BELIEVED.minusSeconds(10));
    assertThatThrownBy(() -> b.keys().round()).isInstanceOf(Fault.class);
    clock.tick(KeyHolders.BELIEVED.minusSeconds(10));

    a.keys().round();

    assertThat(a.ring().signing()).isEqualTo(1);
  }

  @Test
  void aNodeThatLacksTheNewKeyDoesNotStartAndNamesTheFile() {
    a.keys().rotate();

    assertThatThrownBy(() -> start("b"))
        .isInstanceOf(Fault.class)
        .hasMessageStartingWith("Key 2, which the database knows, is missing: copy " + file("b"));
  }

  @Test
  void aNodeThatLacksAKeyDoesNotRotate() {
    a.keys().rotate();

    assertThatThrownBy(() -> b.keys().rotate()).hasMessageContaining("copy " + file("b"));
    assertThat(rig.count("key_check")).isEqualTo(2);
  }

  /** (D6) A lost file takes no key from a running node; the next start says which file to bring back. */
  @Test
  void aLostFileStopsNothingThatRuns() throws IOException {
    Files.delete(file("a"));

    List<String> told = Logged.errors(Rotation.class, () -> {
      a.keys().round();
      a.keys().round();
    });

    assertThat(told)
        .as("once")
        .singleElement()
        .asString()
        .contains(file("a") + " lacks the keys [1]: they were lost", "from the backup")
        .doesNotContain("rotated");
    assertThat(a.ring().has(1)).isTrue();
    assertThatThrownBy(() -> a.keys().rotate()).hasMessageContaining("copy " + file("a"));
    assertThatThrownBy(() -> start("a")).hasMessageContaining("copy " + file("a"));
  }

  /** A database restored from before the rotation learns the key again from the file. */
  @Test
  void aRestoredDatabaseTakesTheNewerKeyIn() {
    a.keys().rotate();
    rig.database().update("DELETE FROM key_check WHERE key_id = 2");

    assertThat(start("a").ring().newest()).isEqualTo(2);
    assertThat(rig.count("key_check")).isEqualTo(2);
  }

  /** Killed between the file and the database: the next rotation registers that key and makes no other. */
  @Test
  void anInterruptedRotationIsFinishedByTheNext() {
    new KeyFile(folder.resolve("a/keys"), "link").add(2, clock.instant());

    KeyEntry key = a.keys().rotate();

    assertThat(key.id()).isEqualTo(2);
    assertThat(rig.count("key_check")).isEqualTo(2);
    assertThat(a.ring().newest()).isEqualTo(2);
  }

  /** Two connections, at once: one key wins, and the loser says where to copy it from. */
  @Test
  void ofTwoNodesThatRotateAtOnceOneWins() throws Exception {
    CyclicBarrier together = new CyclicBarrier(2);
    try (var threads = Executors.newFixedThreadPool(2)) {
      Future<Boolean> first = threads.submit(rotating(a, together));
      Future<Boolean> second = threads.submit(rotating(b, together));

      assertThat(List.of(first.get(), second.get())).containsExactlyInAnyOrder(true, false);
    }
    assertThat(rig.count("key_check")).isEqualTo(2);
    assertThat(a.ring().newest() + b.ring().newest()).isEqualTo(3);
  }

  private static Callable<Boolean> rotating(Node node, CyclicBarrier together) {
    return () -> {
      together.await();
      try {
        node.keys().rotate();
        return true;
      } catch (Fault refused) {
        assertThat(refused).hasMessageContaining("copy " + node.file());
        return false;
      }
    };
  }
}
