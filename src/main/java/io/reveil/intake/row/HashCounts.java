package io.reveil.intake.row;

import io.reveil.kernel.Sha256;
import java.util.Arrays;

/**
 * How often each text was seen, known by 64 bits of its SHA-256: 16 bytes a text, so that a file of ten million rows fits
 * into memory, where a collision is one chance in 360,000.
 */
final class HashCounts {
  private long[] hashes = new long[1 << 12];
  private int[] counts = new int[1 << 12];
  private int size;

  /** Notes a text, and says how often it was seen before. */
  int add(String text) {
    if (size * 4L > hashes.length * 3L) {
      grow();
    }
    return add(hash(text), 1);
  }

  private int add(long hash, int times) {
    int slot = (int) hash & (hashes.length - 1);
    while (counts[slot] != 0 && hashes[slot] != hash) {
      slot = (slot + 1) & (hashes.length - 1);
    }
    int before = counts[slot];
    if (before == 0) {
      hashes[slot] = hash;
      size++;
    }
    counts[slot] = before + times;
    return before;
  }

  private void grow() {
    long[] oldHashes = hashes;
    int[] oldCounts = counts;
    hashes = new long[oldHashes.length * 2];
    counts = new int[oldCounts.length * 2];
    size = 0;
    for (int i = 0; i < oldHashes.length; i++) {
      if (oldCounts[i] != 0) {
        add(oldHashes[i], oldCounts[i]);
      }
    }
  }

  private static long hash(String text) {
    byte[] bytes = Sha256.of(text);
    long hash = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      hash = (hash << 8) | (bytes[i] & 0xFF);
    }
    return hash;
  }

  /** The first 16 bytes of the SHA-256 of a text. */
  static byte[] key(String text) {
    return Arrays.copyOf(Sha256.of(text), 16);
  }
}
