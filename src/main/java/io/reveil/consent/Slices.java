package io.reveil.consent;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** Long lists, cut to what an IN list may hold. */
public final class Slices {
  private static final int LARGEST = 1_000;

  private Slices() {}

  /** The distinct keys, in slices. */
  public static <T, K> List<List<K>> of(Collection<T> items, Function<T, K> key) {
    List<K> keys = items.stream().map(key).distinct().toList();
    List<List<K>> slices = new ArrayList<>();
    for (int from = 0; from < keys.size(); from += LARGEST) {
      slices.add(keys.subList(from, Math.min(from + LARGEST, keys.size())));
    }
    return slices;
  }
}
