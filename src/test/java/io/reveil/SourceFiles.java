package io.reveil;

import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of this repository that people write, by path. */
final class SourceFiles {
  private SourceFiles() {}

  /** The text of each file below these places that has one of the endings. */
  static Map<String, String> texts(String endings, String... places) {
    return Stream.of(places)
        .map(Path::of)
        .filter(Files::exists)
        .flatMap(SourceFiles::below)
        .filter(file -> file.toString().matches(".*(" + endings + ")"))
        .collect(toMap(Path::toString, SourceFiles::read, (one, _) -> one, TreeMap::new));
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Stream<Path> below(Path place) {
    try (Stream<Path> files = Files.walk(place)) {
      return files.filter(Files::isRegularFile).toList().stream();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
