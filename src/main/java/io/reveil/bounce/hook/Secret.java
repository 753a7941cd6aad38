package io.reveil.bounce.hook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** A secret as the settings give it: itself, or {@code file:} and where it lies. */
final class Secret {
  private static final String FILE = "file:";

  private Secret() {}

  /** Nothing if the file cannot be read. */
  static Optional<String> read(String setting) {
    if (!setting.startsWith(FILE)) {
      return Optional.of(setting.strip());
    }
    try {
      return Optional.of(
          Files.readString(Path.of(setting.substring(FILE.length()))).strip());
    } catch (IOException | InvalidPathException _) {
      return Optional.empty();
    }
  }
}
