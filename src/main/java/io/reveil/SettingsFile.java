package io.reveil;

import io.micronaut.context.env.EnvironmentPropertySource;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.yaml.YamlPropertySourceLoader;
import io.reveil.kernel.YamlNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The operator's settings. As a location of the framework the file would give way to the jar's, which has the same name.
 */
final class SettingsFile {
  static final Path OF_OPERATOR = Path.of("config/application.yml");

  /** It wins over the jar's, and the environment over it. */
  private static final int ORDER = EnvironmentPropertySource.POSITION - 50;

  private SettingsFile() {}

  /** What it says; nothing if there is none. */
  static PropertySource read(Path file) {
    String name = file.toString();
    try {
      String text = Files.exists(file) ? Files.readString(file) : "";
      if (text.lines()
          .map(String::strip)
          .allMatch(line -> line.isEmpty() || line.startsWith("#"))) {
        return PropertySource.of(name, Map.of());
      }
      YamlNode.parse(name, text).members();
      var yaml = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
      return PropertySource.of(
          name,
          new YamlPropertySourceLoader().read(name, yaml),
          PropertySource.Origin.of(name),
          ORDER);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }
}
