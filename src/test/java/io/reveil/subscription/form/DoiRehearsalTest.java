package io.reveil.subscription.form;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveil.testing.Rig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** (A19): a server does not begin to ask for consent in nobody's name. */
class DoiRehearsalTest {
  @RegisterExtension
  static final Rig rig = Rig.standard();

  @ParameterizedTest
  @ValueSource(strings = {"doi", "doi-reminder", "move", "move-undone"})
  void aMailThatDoesNotSayWhoAsksKeepsTheServerFromStarting(String template) throws IOException {
    Path files = Files.createTempDirectory(Path.of("target"), "files-");
    Path own = Files.createDirectories(files.resolve("templates/email").resolve(template));
    for (Path shipped : shipped(template)) {
      Files.writeString(
          own.resolve(shipped.getFileName()),
          Files.readString(shipped)
              .replaceFirst("<@mail[^>]*>", "")
              .replace("</@mail>", "${controller}, ${contact}, ${policyUrl}"));
    }

    assertThatThrownBy(() -> rig.beside(Map.of("reveil.files", files.toString())))
        .hasStackTraceContaining("templates/email/" + template + " cannot be written (fr)")
        .hasStackTraceContaining("SENDER_IDENTITY_MISSING")
        .hasStackTraceContaining("print ${postal}");
  }

  private static List<Path> shipped(String template) throws IOException {
    try (Stream<Path> files = Files.list(Path.of("templates/email").resolve(template))) {
      return files.toList();
    }
  }
}
