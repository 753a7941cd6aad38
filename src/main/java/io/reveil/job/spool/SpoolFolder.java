package io.reveil.job.spool;

import io.reveil.job.Folders;
import io.reveil.job.OwnerOnly;
import io.reveil.kernel.Fault;
import io.reveil.kernel.Installation;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The folder of the spool: one process's own, its files in the order of their names. */
final class SpoolFolder implements Closeable {
  private static final String ENDING = ".spool";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Path folder;
  private final FileChannel lock;
  private long last;

  private SpoolFolder(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
    this.last = list().stream().mapToLong(SpoolFolder::number).max().orElse(0);
  }

  /** Two processes in one folder would replay and delete each other's files. */
  static SpoolFolder of(Installation installation) {
    Path folder = installation.home().resolve("spool");
    try {
      OwnerOnly.folder(folder);
      FileChannel lock = FileChannel.open(
          folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!isOurs(lock)) {
        lock.close();
        throw new Fault(
            Fault.Kind.REFUSED,
            "SPOOL_TAKEN",
            "Another Réveil runs with " + folder
                + ": stop it, or give this one a folder of its own in REVEIL_HOME.");
      }
      return new SpoolFolder(folder, lock);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open " + folder, e);
    }
  }

  private static boolean isOurs(FileChannel lock) throws IOException {
    try {
      FileLock held = lock.tryLock();
      return held != null;
    } catch (OverlappingFileLockException _) {
      return false;
    }
  }

  /** Oldest first. */
  List<Path> list() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ENDING)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder, e);
    }
  }

  private static long number(Path file) {
    return Long.parseLong(String.valueOf(file.getFileName()).replace(ENDING, ""));
  }

  /** A new file, whose name is on the disk. */
  OpenSegment create() throws IOException {
    last++;
    Path file = Files.createFile(folder.resolve("%012d%s".formatted(last, ENDING)));
    try {
      OpenSegment segment = new OpenSegment(file, RANDOM.nextLong());
      Folders.force(folder);
      return segment;
    } catch (IOException e) {
      Files.delete(file);
      throw e;
    }
  }

  void delete(Path file) {
    try {
      Files.delete(file);
      Folders.force(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + file, e);
    }
  }

  /** Takes a file out of the spool without deleting it; under which name it stays. */
  Path keep(Path file) {
    Path kept = file.resolveSibling(
        file.getFileName() + "." + HexFormat.of().toHexDigits(RANDOM.nextInt()) + ".damaged");
    try {
      Files.move(file, kept, StandardCopyOption.ATOMIC_MOVE);
      Folders.force(folder);
      return kept;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot rename " + file, e);
    }
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot give " + folder + " back", e);
    }
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
