package io.reveil.key;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The keys of one kind, by id; the highest id is the newest, the one that signs. Each has 32 random bytes. */
public final class KeyRing {
  private final TreeMap<Integer, byte[]> keys;

  /** At least one key. */
  public KeyRing(Map<Integer, byte[]> keys) {
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("a key ring has at least one key");
    }
    this.keys = new TreeMap<>(keys);
  }

  public int newest() {
    return keys.lastKey();
  }

  /** All keys, oldest first. */
  public SortedMap<Integer, byte[]> keys() {
    return new TreeMap<>(keys);
  }
}
