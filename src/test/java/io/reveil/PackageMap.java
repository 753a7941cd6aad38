package io.reveil;

import static java.util.stream.Collectors.toMap;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which package may use which: the map of the README, held by {@link ArchitectureTest}. */
final class PackageMap {
  /** A package may use the packages on its line and no others. Lines go from the ground up. */
  private static final Map<String, Set<String>> MAY_USE = read("""
          kernel       :
          job          : kernel
          web          : kernel job
          key          : kernel job
          access       : kernel job web
          link         : kernel job web key
          contact      : kernel job web key
          consent      : kernel job web key contact
          activity     : kernel job web contact
          intake       : kernel job web key contact consent activity
          content      : kernel job web link
          delivery     : kernel job web key link contact consent activity content
          subscription : kernel job web key link contact consent activity content delivery
          tracking     : kernel job web key link contact consent activity content delivery
          segment      : kernel job web contact consent activity delivery
          campaign     : kernel job web contact consent activity segment content delivery tracking
          bounce       : kernel job web key link contact consent activity content delivery
          report       : kernel job web contact consent activity delivery campaign tracking
          demo         : kernel web
          bench        : kernel job web link contact consent activity content delivery tracking
          """);

  /**
   * The sub-packages whose public types other capabilities may use, as they may those of a capability's root. Every other
   * sub-package is the affair of its capability alone.
   */
  private static final Set<String> OPEN = Set.of(
      "campaign.definition",
      "campaign.sequence",
      "campaign.wave",
      "consent.ledger",
      "consent.permission",
      "consent.proof",
      "consent.suppression",
      "consent.wording",
      "delivery.guard",
      "delivery.queue",
      "delivery.reply",
      "job.spool",
      "web.client",
      "web.template");

  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (\\w+) \\| ([\\w*]+(?: · [\\w*]+)*) \\|$");

  private PackageMap() {}

  static Set<String> packages() {
    return MAY_USE.keySet();
  }

  static boolean mayUse(String from, String to) {
    return from.equals(to) || MAY_USE.getOrDefault(from, Set.of()).contains(to);
  }

  /** Whether other capabilities may use this package: the root of a capability, or what it lays open. */
  static boolean isOpen(String part) {
    return !part.contains(".") || OPEN.contains(part);
  }

  static Set<String> open() {
    return OPEN;
  }

  /** The parts as the README has them, from the ground up, those that others may use in bold: {@code web.**template**}. */
  static List<String> partsInTheReadme() {
    String readme = SourceFiles.read(Path.of("README.md"));
    int table = readme.indexOf("| package | its parts, from the ground up |");
    return ROW.matcher(readme.substring(table, readme.indexOf("\n\n", table)))
        .results()
        .flatMap(
            row -> Stream.of(row.group(2).split(" · ", -1)).map(part -> row.group(1) + "." + part))
        .toList();
  }

  private static Map<String, Set<String>> read(String lines) {
    return lines
        .lines()
        .map(line -> List.of(line.split("\\s*:\\s*", 2)))
        .collect(toMap(line -> line.getFirst(), line -> Set.of(line.getLast().split(" "))));
  }
}
