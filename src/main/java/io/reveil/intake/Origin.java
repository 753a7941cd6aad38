package io.reveil.intake;

import io.reveil.kernel.Fault;

/** Where a list comes from, in the operator's words: it is kept with each ban of the list (S2.8). */
record Origin(String label) {
  private static final int LONGEST = 80;

  Origin {
    if (label.isBlank()
        || label.length() > LONGEST
        || label.codePoints().anyMatch(Character::isISOControl)) {
      throw Fault.invalid(
          "source",
          "Say where the list comes from: source is one line of at most " + LONGEST
              + " characters.");
    }
  }
}
