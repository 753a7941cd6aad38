package io.reveil.consent.seal;

import io.reveil.consent.Digests;
import java.util.ArrayList;
import java.util.List;

/** The hash tree of a block (RFC 9162 §2.1): a leaf and a node can never be taken for each other. */
public final class Merkle {
  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private Merkle() {}

  public static byte[] leaf(byte[] content) {
    byte[] marked = new byte[content.length + 1];
    marked[0] = LEAF;
    System.arraycopy(content, 0, marked, 1, content.length);
    return Digests.sha256(marked);
  }

  /** The root over at least one leaf. */
  public static byte[] root(List<byte[]> leaves) {
    if (leaves.size() == 1) {
      return leaves.getFirst();
    }
    int left = split(leaves.size());
    return node(root(leaves.subList(0, left)), root(leaves.subList(left, leaves.size())));
  }

  /** What a stranger needs beside one leaf to compute the root, from the leaf upwards (RFC 9162 §2.1.3.1). */
  static List<byte[]> path(int index, List<byte[]> leaves) {
    if (leaves.size() == 1) {
      return new ArrayList<>();
    }
    int left = split(leaves.size());
    List<byte[]> before = leaves.subList(0, left);
    List<byte[]> after = leaves.subList(left, leaves.size());
    List<byte[]> path = index < left ? path(index, before) : path(index - left, after);
    path.add(root(index < left ? after : before));
    return path;
  }

  private static byte[] node(byte[] left, byte[] right) {
    byte[] marked = new byte[1 + left.length + right.length];
    marked[0] = NODE;
    System.arraycopy(left, 0, marked, 1, left.length);
    System.arraycopy(right, 0, marked, 1 + left.length, right.length);
    return Digests.sha256(marked);
  }

  /** The largest power of two below the size. */
  private static int split(int size) {
    return Integer.highestOneBit(size - 1);
  }
}
