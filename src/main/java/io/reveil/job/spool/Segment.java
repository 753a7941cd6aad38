package io.reveil.job.spool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * A file of the spool, as it is read. It begins with a mark and its number; then each record is its length, a checksum and
 * its encrypted bytes.
 *
 * @param records by their place; one that is damaged is left out
 */
record Segment(Path file, long id, long length, SortedMap<Integer, byte[]> records, End end) {
  static final byte[] MARK = "REVEIL-1".getBytes(StandardCharsets.US_ASCII);
  static final int HEADER = MARK.length + Long.BYTES;
  static final int FRAME = 2 * Integer.BYTES;
  /** Longer than anything that people or machines send us. */
  static final int LONGEST = 65_536;

  private static final int SHORTEST = EntryCipher.NONCE + Long.BYTES + EntryCipher.TAG;

  Segment {
    records = Collections.unmodifiableSortedMap(records);
  }

  /** How the file ends. */
  enum End {
    /** After a record. */
    WHOLE,
    /** In the middle of a record that a crash cut: it was never acknowledged. */
    TORN,
    /** With something else, or it was changed before: what was there may have been acknowledged. */
    DAMAGED
  }

  static byte[] header(long id) {
    return ByteBuffer.allocate(HEADER).put(MARK).putLong(id).array();
  }

  static byte[] frame(byte[] record) {
    return ByteBuffer.allocate(FRAME + record.length)
        .putInt(record.length)
        .putInt(checksum(record))
        .put(record)
        .array();
  }

  static Segment read(Path file) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
      SortedMap<Integer, byte[]> records = new TreeMap<>();
      byte[] mark = new byte[MARK.length];
      if (bytes.remaining() < HEADER) {
        return new Segment(file, 0, bytes.limit(), records, End.TORN);
      }
      bytes.get(mark);
      long id = bytes.getLong();
      End end = Arrays.equals(mark, MARK) ? read(bytes, records) : End.DAMAGED;
      return new Segment(file, id, bytes.limit(), records, end);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static End read(ByteBuffer bytes, SortedMap<Integer, byte[]> records) {
    boolean isDamaged = false;
    for (int place = 0; bytes.hasRemaining(); place++) {
      if (bytes.remaining() < FRAME || isZero(bytes)) {
        return isDamaged ? End.DAMAGED : End.TORN;
      }
      int length = bytes.getInt();
      int checksum = bytes.getInt();
      if (length < SHORTEST || length > LONGEST) {
        return End.DAMAGED;
      }
      if (length > bytes.remaining()) {
        return isDamaged ? End.DAMAGED : End.TORN;
      }
      byte[] record = new byte[length];
      bytes.get(record);
      if (checksum(record) == checksum) {
        records.put(place, record);
      } else {
        isDamaged = true;
      }
    }
    return isDamaged ? End.DAMAGED : End.WHOLE;
  }

  /** Some file systems lengthen a file before they fill it; a power cut then leaves zeros. */
  private static boolean isZero(ByteBuffer rest) {
    for (int i = rest.position(); i < rest.limit(); i++) {
      if (rest.get(i) != 0) {
        return false;
      }
    }
    return true;
  }

  private static int checksum(byte[] record) {
    CRC32C sum = new CRC32C();
    sum.update(record);
    return (int) sum.getValue();
  }
}
