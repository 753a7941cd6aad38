package io.reveil.access;

import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import io.reveil.kernel.Installation;
import io.reveil.web.Scope;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;

/**
 * Writes an admin key for the commands of this machine to {@code REVEIL_HOME/admin.key}, if there is none or the
 * database does not know it. Whoever may read the home owns the installation anyway. A key that was revoked stays so.
 */
@Singleton
class AdminKey implements ApplicationEventListener<StartupEvent> {
  private final ApiKeys keys;
  private final Path file;

  AdminKey(ApiKeys keys, Installation installation) {
    this.keys = keys;
    this.file = installation.home().resolve("admin.key");
  }

  @Override
  public void onApplicationEvent(StartupEvent event) {
    try {
      write();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  void write() throws IOException {
    if (Files.exists(file) && keys.known(Files.readString(file).strip()).isPresent()) {
      return;
    }
    Files.createDirectories(file.getParent());
    Path temporary = file.resolveSibling("admin.key.new");
    Files.deleteIfExists(temporary);
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          temporary,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.writeString(temporary, keys.create("admin", EnumSet.of(Scope.ADMIN)).secret() + "\n");
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
