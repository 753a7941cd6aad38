package io.reveil.intake.row;

import io.reveil.intake.file.RowRejected;
import io.reveil.web.Constants;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/** What cells have in common. */
final class Cells {
  private static final Set<String> EMPTY_WORDS = Set.of(
      "0", "1", "x", "-", "n/a", "no", "non", "none", "null", "ok", "oui", "true", "false", "vrai",
      "faux", "y", "yes", "n", "o");

  private Cells() {}

  /** Whether a text tells anything; "yes" in its cell does not (A10, A14). */
  static boolean isTold(String text) {
    return !EMPTY_WORDS.contains(text.toLowerCase(Locale.ROOT));
  }

  /** The constant that a cell names, in whatever case. */
  static <E extends Enum<E>> E oneOf(
      Class<E> constants, String text, Supplier<RowRejected> otherwise) {
    return Constants.named(constants, text).orElseThrow(otherwise);
  }
}
