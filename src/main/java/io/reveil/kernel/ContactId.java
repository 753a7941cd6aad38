package io.reveil.kernel;

/** The number of a contact. It identifies and orders nothing that matters. */
public record ContactId(long value) implements Comparable<ContactId> {
  @Override
  public int compareTo(ContactId other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
