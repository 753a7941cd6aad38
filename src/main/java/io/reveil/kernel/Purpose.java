package io.reveil.kernel;

import java.util.regex.Pattern;

/** Why we write, as consented to: the id of a purpose declared in {@code config/purposes.yml} (A8). */
public record Purpose(String id) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,59}");

  public Purpose {
    if (!NAME.matcher(id).matches()) {
      throw Fault.invalid(
          "purpose", "A purpose is named by lower-case letters, digits and _, at most 60.");
    }
  }

  @Override
  public String toString() {
    return id;
  }
}
