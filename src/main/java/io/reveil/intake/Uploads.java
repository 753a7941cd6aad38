package io.reveil.intake;

import io.reveil.job.Folders;
import io.reveil.kernel.Fault;
import io.reveil.kernel.Installation;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The uploaded files, readable by their owner only and gone when their rows are in. A file is on the disk, whole and
 * forced, before its import is acknowledged.
 */
@Singleton
class Uploads {
  private static final String PART = ".part";
  /** Longer than any upload takes. */
  private static final Duration ABANDONED = Duration.ofDays(1);

  private final Path directory;
  private final long maxBytes;
  private final Clock machine;

  Uploads(Installation installation, IntakeConfig config, @Named("machine") Clock machine) {
    this.directory = installation.home().resolve("imports");
    this.maxBytes = config.maxBytes();
    this.machine = machine;
  }

  Path file(long run) {
    return directory.resolve(run + ".csv");
  }

  /** Whether the file of a run is here, and not on another node. */
  boolean has(long run) {
    return Files.exists(file(run));
  }

  /** Takes a body in; its length. Nothing remains of one that is too long or breaks off. */
  long receive(long run, InputStream body) throws IOException {
    Path part = directory.resolve(run + PART);
    Files.createDirectories(directory, ownerOnly("rwx------"));
    Files.createFile(part, ownerOnly("rw-------"));
    try {
      long bytes = copy(body, part);
      Files.move(part, file(run), StandardCopyOption.ATOMIC_MOVE);
      Folders.force(directory);
      return bytes;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static FileAttribute<?>[] ownerOnly(String permissions) {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private long copy(InputStream body, Path part) throws IOException {
    long bytes = 0;
    byte[] buffer = new byte[1 << 16];
    try (FileChannel file = FileChannel.open(part, StandardOpenOption.WRITE)) {
      for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
        bytes += read;
        if (bytes > maxBytes) {
          throw tooLarge();
        }
        ByteBuffer chunk = ByteBuffer.wrap(buffer, 0, read);
        while (chunk.hasRemaining()) {
          file.write(chunk);
        }
      }
      file.force(true);
    }
    return bytes;
  }

  Fault tooLarge() {
    return new Fault(
        Fault.Kind.TOO_LARGE,
        "UPLOAD_TOO_LARGE",
        "A file may have %d bytes (reveil.intake.max-bytes): split it, or raise the bound."
            .formatted(maxBytes));
  }

  boolean isTooLarge(long announced) {
    return announced > maxBytes;
  }

  void delete(long run) {
    delete(file(run));
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes what a crash left: files a day old that belong to no open run. */
  void sweep(Set<Long> open) {
    if (!Files.isDirectory(directory)) {
      return;
    }
    Instant limit = machine.instant().minus(ABANDONED);
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> left = files
          .filter(file -> open.stream().noneMatch(run -> file.equals(file(run))))
          .toList();
      for (Path file : left) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
          delete(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
