package io.reveil.intake.row;

import io.reveil.intake.file.RowRejected;
import java.util.Arrays;
import java.util.function.Supplier;

/** What cells have in common. */
final class Cells {
  private Cells() {}

  /** The constant that a cell names, in whatever case. */
  static <E extends Enum<E>> E oneOf(
      Class<E> constants, String text, Supplier<RowRejected> otherwise) {
    return Arrays.stream(constants.getEnumConstants())
        .filter(constant -> constant.name().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(otherwise);
  }
}
