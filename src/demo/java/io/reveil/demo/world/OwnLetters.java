package io.reveil.demo.world;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the shop of the story changed of the shipped files: its first letter links to three of its pages. */
final class OwnLetters {
  private static final String LETTER = "templates/email/win-back/value";
  private static final List<String> PARTS =
      List.of("html.fr.ftlh", "html.en.ftlh", "text.fr.ftl", "text.en.ftl");

  private OwnLetters() {}

  /** The folder that the server is to read; all else is as shipped. */
  static Path into(Path home) {
    Path files = home.resolve("files");
    try {
      Path letter = Files.createDirectories(files.resolve(LETTER));
      for (String part : PARTS) {
        try (InputStream written = OwnLetters.class.getResourceAsStream("/demo/letter/" + part)) {
          Files.write(letter.resolve(part), written.readAllBytes());
        }
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
