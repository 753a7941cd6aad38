package io.reveil;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Which package may use which: the map of the README, held by {@link ArchitectureTest}. */
final class PackageMap {
  private static final String README = SourceFiles.read(Path.of("README.md"));

  /** A package may use the packages on its line and no others. */
  private static final Map<String, Set<String>> MAY_USE =
      rows("| package | in one line | may use |")
          .collect(toMap(List::getFirst, row -> rights(row.getLast())));

  /** The parts of all packages, from the ground up, those that others may use in bold: {@code web.**template**}. */
  private static final List<String> PARTS = rows("| package | its parts, from the ground up |")
      .flatMap(
          row -> Stream.of(row.getLast().split(" · ", -1)).map(part -> row.getFirst() + "." + part))
      .toList();

  /**
   * The sub-packages whose public types other capabilities may use, as they may those of a capability's root. Every other
   * sub-package is the affair of its capability alone.
   */
  private static final Set<String> OPEN = PARTS.stream()
      .filter(part -> part.contains("*"))
      .map(PackageMap::plain)
      .collect(toUnmodifiableSet());

  private PackageMap() {}

  static Set<String> packages() {
    return MAY_USE.keySet();
  }

  static boolean mayUse(String from, String to) {
    return from.equals(to) || MAY_USE.getOrDefault(from, Set.of()).contains(to);
  }

  /** Each right of the map by itself: {@code "link uses key"}. */
  static Stream<String> rights() {
    return MAY_USE.entrySet().stream()
        .flatMap(line -> line.getValue().stream().map(used -> line.getKey() + " uses " + used));
  }

  /** Whether other capabilities may use this package: the root of a capability, or what it lays open. */
  static boolean isOpen(String part) {
    return !part.contains(".") || OPEN.contains(part);
  }

  static Set<String> open() {
    return OPEN;
  }

  /** The parts of all packages, each after those that it builds on. */
  static List<String> parts() {
    return PARTS.stream().map(PackageMap::plain).toList();
  }

  /** The rows of the README's table with this head, as their cells. */
  private static Stream<List<String>> rows(String head) {
    int table = README.indexOf(head);
    return README
        .substring(table, README.indexOf("\n\n", table))
        .lines()
        .skip(2)
        .map(row -> List.of(row.substring(2, row.length() - 2).split(" \\| ", -1)));
  }

  private static Set<String> rights(String cell) {
    return cell.equals("–") ? Set.of() : Set.of(cell.split(" ", -1));
  }

  private static String plain(String part) {
    return part.replace("*", "");
  }
}
