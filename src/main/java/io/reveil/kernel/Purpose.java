package io.reveil.kernel;

/** Why we write, as consented to: the id of a purpose declared in {@code config/purposes.yml} (A8). */
public record Purpose(String id) {
  public Purpose {
    if (!id.matches("[a-z][a-z0-9_]{0,59}")) {
      throw Fault.invalid(
          "purpose", "A purpose is named by lower-case letters, digits and _, at most 60.");
    }
  }

  @Override
  public String toString() {
    return id;
  }
}
