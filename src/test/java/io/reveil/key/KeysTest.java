package io.reveil.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveil.kernel.Fault;
import io.reveil.kernel.Installation;
import io.reveil.testing.Installations;
import io.reveil.testing.Rig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A node runs with the keys that the database knows, or not at all (A57). */
@Tag("sql")
class KeysTest {
  @RegisterExtension
  static final Rig rig = Rig.with(Map.of("reveil.test", "keys"));

  @RegisterExtension
  final NoKeysKnown database = new NoKeysKnown(rig);

  @TempDir
  Path folder;

  private Keys keys(String node) {
    Installation here = Installations.at(folder.resolve(node));
    return new Keys(
        here,
        new KeyChecks(rig.database()),
        new KeyHolders(rig.database(), Clock.systemUTC()),
        Clock.systemUTC());
  }

  private Path file(String node) {
    return folder.resolve(node).resolve("keys/link.keys");
  }

  @Test
  void theFirstStartMakesAKeyThatOnlyItsOwnerMayRead() throws IOException {
    KeyRing ring = keys("a").link();

    assertThat(ring.keys().get(ring.newest())).hasSize(32);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file("a"))))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(
            Files.getPosixFilePermissions(file("a").getParent())))
        .isEqualTo("rwx------");
    assertThat(rig.count("key_check")).isEqualTo(1);
  }

  @Test
  void aRestartReadsTheSameKey() {
    KeyRing first = keys("a").pepper();

    assertThat(keys("a").pepper().keys().get(1)).isEqualTo(first.keys().get(1));
  }

  @Test
  void aNodeWithoutTheFileRefusesAndSaysWhichToCopy() {
    keys("a").link();

    assertThatThrownBy(() -> keys("b").link())
        .isInstanceOf(Fault.class)
        .hasMessage("Key 1, which the database knows, is missing: copy " + file("b")
            + " from the node that runs, or from the backup.");
    assertThat(file("b")).doesNotExist();
  }

  @Test
  void aKeyThatIsNotTheOneOfTheDatabaseIsRefused() throws IOException {
    keys("a").link();
    Files.createDirectories(file("b").getParent());
    write("b", "1 2026-11-21T12:00:00Z " + Base64.getEncoder().encodeToString(new byte[32]));

    assertThatThrownBy(() -> keys("b").link())
        .isInstanceOf(Fault.class)
        .hasMessageStartingWith("Key 1 is not the one that the database knows: copy " + file("b"));
  }

  /** Both found an empty database and made a key: the check value of the first is there, the second loses. */
  @Test
  void ofTwoNodesThatStartAtOnceOneRefuses() throws IOException {
    new KeyFile(folder.resolve("b/keys"), "link").readOrCreate(Clock.systemUTC().instant());
    keys("a").link();

    assertThatThrownBy(() -> keys("b").link())
        .hasMessageStartingWith("Key 1 is not the one that the database knows");
    assertThat(rig.count("key_check")).isEqualTo(1);
  }

  /** The crash between writing the file and telling the database; also how a key is added by hand (D7). */
  @Test
  void aKeyThatTheDatabaseDoesNotKnowYetIsAdded() throws IOException {
    keys("a").link();
    Files.writeString(
        file("a"),
        "2 2026-11-22T12:00:00Z %s%n".formatted(Base64.getEncoder().encodeToString(new byte[32])),
        StandardOpenOption.APPEND);

    assertThat(keys("a").link().newest()).isEqualTo(2);
    assertThat(rig.count("key_check")).isEqualTo(2);
  }

  @Test
  void aFileThatOthersMayReadIsRefused() throws IOException {
    keys("a").link();
    Files.setPosixFilePermissions(file("a"), PosixFilePermissions.fromString("rw-r-----"));

    assertThatThrownBy(() -> keys("a").link()).hasMessageContaining("chmod 600");
  }

  @Test
  void aDamagedFileIsRefused() throws IOException {
    keys("a").link();
    for (String line : List.of(
        "1",
        "one 2026-11-21T12:00:00Z AAAA",
        "1 yesterday AAAA",
        "1 2026-11-21T12:00:00Z AAAA",
        "256 2026-11-21T12:00:00Z " + Base64.getEncoder().encodeToString(new byte[32]))) {
      write("a", line);

      assertThatThrownBy(() -> keys("a").link())
          .as(line)
          .hasMessageContaining("a line that is not a key");
    }
  }

  private void write(String node, String line) throws IOException {
    Files.writeString(file(node), line + "\n");
    Files.setPosixFilePermissions(file(node), PosixFilePermissions.fromString("rw-------"));
  }
}
