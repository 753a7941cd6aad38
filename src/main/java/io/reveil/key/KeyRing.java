package io.reveil.key;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The keys of one kind, by id; the highest id is the newest. Each has 32 random bytes. A rotation adds a key while others
 * read (D7); no key ever leaves.
 */
public final class KeyRing {
  private volatile State state;

  /** What is read at once. */
  private record State(TreeMap<Integer, byte[]> keys, Set<Integer> revoked, int upTo) {}

  /** At least one key. */
  public KeyRing(Map<Integer, byte[]> keys) {
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("a key ring has at least one key");
    }
    this.state = new State(new TreeMap<>(keys), Set.of(), Integer.MAX_VALUE);
  }

  /** Takes keys in, and takes note of which are revoked. */
  synchronized void renew(Map<Integer, byte[]> more, Set<Integer> revoked) {
    TreeMap<Integer, byte[]> all = new TreeMap<>(state.keys());
    all.putAll(more);
    state = new State(all, Set.copyOf(revoked), state.upTo());
  }

  /** Signs with none after this one until told otherwise: somebody could not read it. */
  synchronized void holdBack(int upTo) {
    state = new State(state.keys(), state.revoked(), upTo);
  }

  /** The key that signs: the newest that is neither held back nor revoked; one that is held back rather than a stolen one. */
  public int signing() {
    State now = state;
    return newest(now.keys().headMap(now.upTo(), true), now.revoked())
        .or(() -> newest(now.keys(), now.revoked()))
        .orElseGet(now.keys()::lastKey);
  }

  private static Optional<Integer> newest(
      NavigableMap<Integer, byte[]> keys, Set<Integer> revoked) {
    return keys.descendingKeySet().stream().filter(id -> !revoked.contains(id)).findFirst();
  }

  /**
   * The key for what must stay the same over rotations: the oldest that is not revoked. It is never newer than the one that
   * signs, so whoever can read that can read this.
   */
  public int lasting() {
    State now = state;
    return now.keys().keySet().stream()
        .filter(id -> !now.revoked().contains(id))
        .findFirst()
        .orElseGet(now.keys()::firstKey);
  }

  public int newest() {
    return state.keys().lastKey();
  }

  /** All keys, oldest first. */
  public SortedMap<Integer, byte[]> keys() {
    return new TreeMap<>(state.keys());
  }

  public boolean has(int id) {
    return state.keys().containsKey(id);
  }

  /** Whether a key is good for nothing but unsubscribing any more (D6, D7). */
  public boolean isRevoked(int id) {
    return state.revoked().contains(id);
  }
}
