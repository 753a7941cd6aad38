package io.reveil.kernel;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of {@code config/} and {@code templates/}: read from disk where present and from the jar otherwise, so that
 * the jar runs alone and an operator changes only what differs.
 */
@Singleton
public final class ShippedFiles {
  private final Path root;

  @Inject
  ShippedFiles(Installation installation) {
    this(installation.files());
  }

  ShippedFiles(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  /** The text of a file such as {@code config/purposes.yml}; empty if there is none. */
  public Optional<String> read(String name) {
    Path onDisk = root.resolve(name).normalize();
    if (!onDisk.startsWith(root)) {
      return Optional.empty();
    }
    try {
      if (Files.isRegularFile(onDisk)) {
        return Optional.of(Files.readString(onDisk));
      }
      try (InputStream inJar = ShippedFiles.class.getResourceAsStream("/" + name)) {
        return inJar == null
            ? Optional.empty()
            : Optional.of(new String(inJar.readAllBytes(), StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }

  /** The names of the files in a folder such as {@code config/forms}, sorted: those on disk, or those in the jar. */
  public List<String> list(String folder) {
    Path onDisk = root.resolve(folder);
    try {
      if (Files.isDirectory(onDisk)) {
        return names(folder, onDisk);
      }
      URL inJar = ShippedFiles.class.getResource("/" + folder);
      if (inJar == null) {
        return List.of();
      }
      if (!inJar.getProtocol().equals("jar")) {
        return names(folder, Path.of(inJar.toURI()));
      }
      try (FileSystem jar = FileSystems.newFileSystem(inJar.toURI(), Map.of())) {
        return names(folder, jar.getPath("/" + folder));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a class path entry is not a URI", e);
    }
  }

  private static List<String> names(String folder, Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder + "/" + file.getFileName())
          .sorted()
          .toList();
    }
  }
}
