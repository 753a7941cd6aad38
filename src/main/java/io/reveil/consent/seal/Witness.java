package io.reveil.consent.seal;

import io.reveil.job.Database;
import jakarta.inject.Singleton;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file outside the database that the signed header of every block is appended to: who owns the database alone cannot
 * cut the ledger or put another in its place unseen (E8). Its first line holds its name; the database keeps how far
 * each was written, so that a cut file shows too. Each node has its own, beginning with the block it first saw.
 */
@Singleton
public class Witness {
  private static final Logger LOG = LoggerFactory.getLogger(Witness.class);
  private static final String SCHEMA = "reveil.witness/1 ";
  /** Its name, and the first block that it knows. */
  private static final Pattern TITLE = Pattern.compile(SCHEMA + "([0-9a-f]{32}) (\\d{1,9})");

  private static final int ID_LENGTH = 16;
  /** More than the longest line. */
  private static final int TAIL = 4_096;

  private final Database database;
  private final SealBlocks blocks;
  private final Path file;

  Witness(Database database, SealBlocks blocks, SealConfig config) {
    this.database = database;
    this.blocks = blocks;
    this.file = config.witness();
  }

  public Path file() {
    return file;
  }

  /** The witness says something else than the database; nothing is sealed until somebody has looked. */
  public static final class Contradicts extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Contradicts(String sentence) {
      super(sentence);
    }
  }

  /** Reads the lines of the blocks, in order. */
  public static final class Lines implements AutoCloseable {
    private final int first;
    private final BufferedReader reader;

    Lines(int first, BufferedReader reader) {
      this.first = first;
      this.reader = reader;
    }

    /** The number of the block that the file begins with. */
    public int first() {
      return first;
    }

    public Optional<String> next() {
      try {
        return Optional.ofNullable(reader.readLine());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      try {
        reader.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** All lines after the first; empty if there is no file yet. */
  public Optional<Lines> lines() {
    try {
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      BufferedReader reader = Files.newBufferedReader(file);
      Matcher title = TITLE.matcher(String.valueOf(reader.readLine()));
      if (!title.matches()) {
        reader.close();
        throw contradicts("it does not begin as a witness does");
      }
      return Optional.of(new Lines(Integer.parseInt(title.group(2)), reader));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** The number of the block that a line speaks of; 0 if it is no such line. */
  public static int number(String line) {
    int end = line.indexOf(' ');
    return line.matches("\\d{1,9} .*") ? Integer.parseInt(line.substring(0, end)) : 0;
  }

  /**
   * How far this file was written, as the database remembers; empty without a file, or for one that it does not know.
   */
  public Optional<Integer> remembered() {
    return Files.exists(file) ? name().flatMap(this::remembered) : Optional.empty();
  }

  private Optional<Integer> remembered(byte[] name) {
    return database.first(
        "SELECT block_number FROM seal_witness WHERE witness_id = ?",
        row -> row.getInt("block_number"),
        name);
  }

  /** Appends what is missing, be it a new block, one of another node, or one that a crash kept from it. */
  synchronized void catchUp() {
    Optional<SealedBlock> newest = blocks.newest();
    if (newest.isEmpty()) {
      refuseIfAnyBlockIsKnown();
      return;
    }
    try {
      if (Files.exists(file)) {
        mendLastLine();
      }
      if (!Files.exists(file) || Files.size(file) == 0) {
        begin(newest.get().number() - 1);
      }
      append(newest.get());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the witness " + file, e);
    }
  }

  private void refuseIfAnyBlockIsKnown() {
    lastLine().ifPresent(line -> {
      throw contradicts("it knows block " + number(line) + ", the ledger has no block");
    });
  }

  /**
   * Right on a node that is new. On another one the witness was lost, and with it what spoke for the blocks before: whoever
   * took it away shall not do so unseen. The name stands in the database before the file: a crash between leaves a name
   * without a file.
   */
  private void begin(int before) throws IOException {
    if (before > 0) {
      LOG.error(
          "There is no witness at {}: a new one begins at block {} of the ledger. Unless this node is new, the old one"
              + " was lost: put it back, from its backup, in place of the new one; else nothing outside the database speaks"
              + " for the blocks before",
          file,
          before + 1);
    }
    byte[] name = new byte[ID_LENGTH];
    new SecureRandom().nextBytes(name);
    database.update(
        "INSERT INTO seal_witness (witness_id, block_number) VALUES (?, ?)", name, before);
    Files.createDirectories(file.toAbsolutePath().getParent());
    write(SCHEMA + HexFormat.of().formatHex(name) + " " + (before + 1) + "\n");
  }

  private void append(SealedBlock newest) throws IOException {
    byte[] name = name().orElseThrow(() -> contradicts("it does not begin as a witness does"));
    int remembered =
        remembered(name).orElseThrow(() -> contradicts("it belongs to another installation"));
    int written = lastLine().map(this::checked).orElse(remembered);
    if (written < remembered) {
      throw contradicts("it ends at block " + written + ", but was written to block " + remembered);
    }
    while (written < newest.number()) {
      List<SealedBlock> missing = blocks.listAfter(written);
      StringBuilder lines = new StringBuilder();
      missing.forEach(block -> lines.append(block.line()).append('\n'));
      write(lines.toString());
      written = missing.getLast().number();
    }
    if (written > remembered) {
      database.update(
          "UPDATE seal_witness SET block_number = ? WHERE witness_id = ?", written, name);
    }
  }

  /** The number of the last line, which must be word for word the block of the database. */
  private int checked(String line) {
    int number = number(line);
    if (blocks.find(number).filter(block -> block.line().equals(line)).isEmpty()) {
      throw contradicts("its block " + number + " is not that of the ledger");
    }
    return number;
  }

  private Contradicts contradicts(String fact) {
    return new Contradicts("The witness " + file + " does not fit the ledger: " + fact
        + ". Run ./reveil ledger verify; if the cause is known, as a restored backup, move the file away and keep it:"
        + " a new one begins at the newest block.");
  }

  private Optional<byte[]> name() {
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      return Optional.ofNullable(reader.readLine())
          .map(TITLE::matcher)
          .filter(Matcher::matches)
          .map(title -> HexFormat.of().parseHex(title.group(1)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the witness " + file, e);
    }
  }

  /** The last line that speaks of a block. */
  private Optional<String> lastLine() {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      List<String> lines = tail().lines().toList();
      return lines.isEmpty() || lines.getLast().startsWith(SCHEMA)
          ? Optional.empty()
          : Optional.of(lines.getLast());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the witness " + file, e);
    }
  }

  /** A crash may leave half a line: it is taken away, and written again whole. */
  private void mendLastLine() throws IOException {
    String tail = tail();
    byte[] half = tail.substring(tail.lastIndexOf('\n') + 1).getBytes(StandardCharsets.UTF_8);
    if (half.length > 0) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(channel.size() - half.length);
        channel.force(true);
      }
    }
  }

  private String tail() throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long from = Math.max(0, channel.size() - TAIL);
      ByteBuffer bytes = ByteBuffer.allocate((int) (channel.size() - from));
      while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
        // read on until the end
      }
      return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    }
  }

  private void write(String lines) throws IOException {
    try (FileChannel channel = FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      ByteBuffer bytes = ByteBuffer.wrap(lines.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }
}
