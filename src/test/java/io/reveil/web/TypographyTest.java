package io.reveil.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** French puts a blank before its high marks, and no line begins with one of them: that blank does not break. */
class TypographyTest {
  private static final Pattern BREAKS = Pattern.compile(" [:;!?»](?=[\\s<\"”»)]|$)|« ");

  @Test
  void noLineOfAFrenchTextBeginsWithAMark() {
    List<String> lines = lines();

    assertThat(lines.size()).isGreaterThan(500);
    assertThat(lines.stream().filter(line -> BREAKS.matcher(line).find())).isEmpty();
  }

  private static List<String> lines() {
    try (Stream<Path> files = Files.walk(Path.of("templates"))) {
      return files
          .filter(file -> file.getFileName().toString().contains(".fr."))
          .flatMap(TypographyTest::lines)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream().map(line -> file + ":" + line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
