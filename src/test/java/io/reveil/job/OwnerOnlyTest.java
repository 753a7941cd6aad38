package io.reveil.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** (A55) */
class OwnerOnlyTest {
  @TempDir
  Path folder;

  @Test
  void aNewFolderAndTheFoldersItStandsInAreClosedToOthers() throws IOException {
    OwnerOnly.folder(folder.resolve("home/db"));

    assertThat(permissions("home")).isEqualTo("rwx------");
    assertThat(permissions("home/db")).isEqualTo("rwx------");
  }

  @Test
  void aFolderThatWasOpenIsClosedAndKeepsWhatIsInIt() throws IOException {
    Path open = Files.createDirectory(folder.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(open.resolve("reveil.mv.db"), "rows");

    OwnerOnly.folder(open);

    assertThat(permissions("open")).isEqualTo("rwx------");
    assertThat(open.resolve("reveil.mv.db")).hasContent("rows");
  }

  @Test
  void aFileIsOpenAsSoonAsItsGroupMayReadIt() throws IOException {
    Path file = Files.writeString(folder.resolve("dkim.pem"), "secret");

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThat(OwnerOnly.isOpen(file)).isFalse();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r-----"));
    assertThat(OwnerOnly.isOpen(file)).isTrue();
  }

  private String permissions(String name) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)));
  }
}
