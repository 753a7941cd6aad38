package io.reveil;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the migrations say: one capability a file, which owns the tables that the file creates. */
final class Migrations {
  private static final Path FOLDER = Path.of("src/main/resources/db/migration");
  private static final Pattern NAME = Pattern.compile("V\\d{3}__([a-z]+)(?:_[a-z_]+)?\\.sql");
  private static final Pattern TABLE =
      Pattern.compile("CREATE TABLE ([a-z_]+) \\((.*?)\n\\)", Pattern.DOTALL);
  private static final Pattern DROPPED = Pattern.compile("DROP TABLE ([a-z_]+)");

  private Migrations() {}

  /** The text of each file without its comments, by file name. */
  static Map<String, String> texts() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.collect(toMap(
          file -> file.getFileName().toString(),
          Migrations::withoutComments,
          (one, _) -> one,
          TreeMap::new));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The capability that owns each table. */
  static Map<String, String> owners() {
    var owners = new TreeMap<String, String>();
    texts()
        .forEach((file, text) -> TABLE
            .matcher(text)
            .results()
            .forEach(table -> owners.put(table.group(1), capability(file))));
    owners.keySet().removeAll(dropped());
    return owners;
  }

  /** The definition of each table's columns. */
  static Map<String, String> tables() {
    Set<String> dropped = dropped();
    return texts().values().stream()
        .flatMap(text -> TABLE.matcher(text).results())
        .filter(table -> !dropped.contains(table.group(1)))
        .collect(toMap(table -> table.group(1), table -> table.group(2)));
  }

  private static Set<String> dropped() {
    return texts().values().stream()
        .flatMap(text -> DROPPED.matcher(text).results())
        .map(table -> table.group(1))
        .collect(toSet());
  }

  static String capability(String file) {
    Matcher name = NAME.matcher(file);
    if (!name.matches()) {
      throw new IllegalStateException(file + " is not named V001__<package>.sql");
    }
    return name.group(1);
  }

  private static String withoutComments(Path file) {
    try {
      return Files.readString(file).replaceAll("--.*", "");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
