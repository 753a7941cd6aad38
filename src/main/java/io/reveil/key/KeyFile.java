package io.reveil.key;

import io.reveil.job.Folders;
import io.reveil.job.OwnerOnly;
import io.reveil.kernel.Fault;
import io.reveil.kernel.Installation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/**
 * One file of keys, readable by its owner only. A line is an id from 1 to 255, the moment the key was made, and 32
 * random bytes in Base64; lines that begin with # are for people.
 */
final class KeyFile {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  private static final int KEY_LENGTH = 32;
  private static final ReentrantLock TURN = new ReentrantLock();
  private static final String HEADER =
      "# Keys of Réveil: back this file up, give it to every node, show it to nobody.\n";

  private final Path directory;
  private final Path file;

  KeyFile(Path directory, String kind) {
    this.directory = directory;
    this.file = directory.resolve(kind + ".keys");
  }

  static KeyFile of(Installation installation, String kind) {
    return new KeyFile(installation.home().resolve("keys"), kind);
  }

  Path path() {
    return file;
  }

  /** All keys by id; empty if there is no file. */
  Map<Integer, byte[]> read() {
    try {
      if (!Files.exists(file)) {
        return Map.of();
      }
      refuseIfOthersMayRead();
      Map<Integer, byte[]> keys = new TreeMap<>();
      for (String line : Files.readAllLines(file)) {
        if (!line.isBlank() && !line.startsWith("#")) {
          read(line, keys);
        }
      }
      return keys;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private void read(String line, Map<Integer, byte[]> keys) {
    String[] parts = line.strip().split(" ", 3);
    try {
      int id = Integer.parseInt(parts[0]);
      Instant.parse(parts[1]);
      byte[] key = Base64.getDecoder().decode(parts[2]);
      if (id >= 1 && id <= 255 && key.length == KEY_LENGTH && keys.put(id, key) == null) {
        return;
      }
    } catch (IllegalArgumentException | DateTimeException | ArrayIndexOutOfBoundsException _) {
      // refused below like any other line that is not a key
    }
    throw refused(
        "KEY_FILE_DAMAGED",
        file + " holds a line that is not a key, or a key twice: "
            + "copy this file from another node or from the backup.");
  }

  private void refuseIfOthersMayRead() throws IOException {
    if (OwnerOnly.isOpen(file)) {
      throw refused(
          "KEY_FILE_OPEN",
          "Others may read " + file + ": run chmod 600 on it, and rotate its keys.");
    }
  }

  /** The keys, a first one made if there is no file. */
  Map<Integer, byte[]> readOrCreate(Instant now) {
    inTurn(() -> {
      if (!Files.exists(file)) {
        write(HEADER + line(1, now));
      }
    });
    return read();
  }

  /** Adds a new key of this id. If there is one of this id already, somebody was faster: it stays. */
  void add(int id, Instant now) {
    inTurn(() -> {
      if (!read().containsKey(id)) {
        String text = Files.readString(file);
        write((text.endsWith("\n") ? text : text + "\n") + line(id, now));
      }
    });
  }

  /** Takes a key out that never signed anything: another node registered another of the same id first. */
  void drop(int id) {
    inTurn(() -> write(Files.readAllLines(file).stream()
        .filter(line -> !line.strip().startsWith(id + " "))
        .map(line -> line + "\n")
        .collect(Collectors.joining())));
  }

  private static String line(int id, Instant now) {
    return "%d %s %s\n".formatted(id, now, Base64.getEncoder().encodeToString(random()));
  }

  /** A change of the file. */
  private interface Change {
    void make() throws IOException;
  }

  /** Processes that share the directory wait for each other, and so do the threads of one. */
  private void inTurn(Change change) {
    TURN.lock();
    try {
      OwnerOnly.folder(directory);
      try (FileChannel turn = FileChannel.open(
              directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          var _ = turn.lock()) {
        change.make();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    } finally {
      TURN.unlock();
    }
  }

  /** Forced to disk before it gets its name: a crash leaves the whole file or none. */
  private void write(String text) throws IOException {
    Path temporary = directory.resolve(file.getFileName() + ".new");
    Files.deleteIfExists(temporary);
    if (isPosix()) {
      Files.createFile(temporary, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    } else {
      Files.createFile(temporary);
    }
    try (FileChannel out = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    Folders.force(directory);
  }

  private boolean isPosix() {
    return directory.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static byte[] random() {
    byte[] key = new byte[KEY_LENGTH];
    new SecureRandom().nextBytes(key);
    return key;
  }

  private static Fault refused(String code, String sentence) {
    return new Fault(Fault.Kind.REFUSED, code, sentence);
  }
}
