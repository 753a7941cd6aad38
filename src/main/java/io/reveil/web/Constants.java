package io.reveil.web;

import java.util.Arrays;
import java.util.Optional;

/** What people write where a program has a constant. */
public final class Constants {
  private Constants() {}

  /** The constant of this name, in whatever case. */
  public static <E extends Enum<E>> Optional<E> named(Class<E> constants, String name) {
    return Arrays.stream(constants.getEnumConstants())
        .filter(constant -> constant.name().equalsIgnoreCase(name))
        .findFirst();
  }
}
