package io.reveil.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folder of one demo, empty at first, and its own until it ends, however it ends. */
final class DemoHome implements AutoCloseable {
  private final Path folder;
  private final FileChannel lock;

  private DemoHome(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /** The lock lies beside the folder, which is emptied. */
  static DemoHome take(Path parent) {
    Path folder = parent.resolve("demo");
    try {
      Files.createDirectories(parent);
      FileChannel lock = FileChannel.open(
          parent.resolve("demo.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (locked(lock) == null) {
        lock.close();
        throw new IllegalStateException("Another demo is running on " + folder
            + ": end it first, or give this one a folder of its own by REVEIL_HOME.");
      }
      empty(folder);
      return new DemoHome(folder, lock);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The demo cannot make its folder %s anew (%s).".formatted(folder, e), e);
    }
  }

  private static @Nullable FileLock locked(FileChannel lock) throws IOException {
    try {
      return lock.tryLock();
    } catch (OverlappingFileLockException _) {
      return null;
    }
  }

  private static void empty(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> old = Files.walk(folder)) {
        for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
    Files.createDirectories(folder);
  }

  Path folder() {
    return folder;
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
