package io.reveil.bounce.reading;

import java.util.List;
import java.util.Map;

/**
 * A mail taken apart: its header and its leaves, in order.
 *
 * @param headers decoded and unfolded, by name in lower case
 */
record Incoming(Map<String, List<String>> headers, List<Leaf> leaves) {
  /** The first of that name, or nothing. */
  String header(String name) {
    return headers.getOrDefault(name, List.of()).stream().findFirst().orElse("");
  }

  boolean has(String name) {
    return headers.containsKey(name);
  }

  /** What the sender of it says, without the mail that came back. */
  List<Leaf> said() {
    return leaves.stream().filter(leaf -> leaf.nested() == 0).toList();
  }
}
