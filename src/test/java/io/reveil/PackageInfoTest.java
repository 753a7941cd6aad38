package io.reveil;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a package says of itself is so: which tables it owns, and which of its types other capabilities use. */
class PackageInfoTest {
  private static final String SHIPPED = "src/main/java/io/reveil";
  private static final String DEMO = "src/demo/java/io/reveil";

  private static final Pattern SAYS =
      Pattern.compile("<p>Owns:[\\s*]+([^.]*)\\.[\\s*]+Public:[\\s*]+([^.]*)\\.\\s*\\*/");

  private static final Pattern TABLE = Pattern.compile("\\{@code (\\w+)}");

  private static final Pattern TYPE = Pattern.compile("\\{@link (\\w+)}");

  private static final Pattern WRITTEN =
      Pattern.compile("\\b(?:INSERT INTO|UPDATE)\\s+([a-z][a-z_]*)");

  private static final Pattern IMPORTED =
      Pattern.compile("(?m)^import (?:static )?io\\.reveil\\.([a-z.]+)\\.([A-Z]\\w*)");

  @Test
  void eachTableStandsInThePackageThatWritesIt() {
    List<String> owned = said(1, TABLE).toList();
    Set<String> written = sources(SHIPPED)
        .flatMap(source ->
            source.find(WRITTEN).map(statement -> source.part() + ": " + statement.group(1)))
        .collect(toCollection(TreeSet::new));

    assertThat(owned.stream().map(line -> line.substring(line.indexOf(' ') + 1)))
        .containsExactlyInAnyOrderElementsOf(Migrations.owners().keySet());
    assertThat(written).containsAll(owned);
  }

  /** A measurement looks inside, and does not count. */
  @Test
  void publicIsWhatOtherCapabilitiesUse() {
    Set<String> used = Stream.of(SHIPPED, DEMO)
        .flatMap(PackageInfoTest::sources)
        .flatMap(source -> source
            .find(IMPORTED)
            .filter(type -> !capability(type.group(1)).equals(capability(source.part())))
            .map(type -> type.group(1) + ": " + type.group(2)))
        .collect(toCollection(TreeSet::new));

    assertThat(said(2, TYPE)).containsExactlyInAnyOrderElementsOf(used);
  }

  @Test
  void everyCapabilityAndEachOfItsPartsSaysBoth() {
    assertThat(sources(SHIPPED).filter(source -> source.find(SAYS).findAny().isPresent()))
        .extracting(Source::part)
        .containsExactlyInAnyOrderElementsOf(sources(SHIPPED)
            .map(Source::part)
            .filter(part -> !part.isEmpty())
            .collect(toCollection(TreeSet::new)));
  }

  /** What stands in this place of each package's own words: {@code consent.seal: seal_block}. */
  private static Stream<String> said(int place, Pattern word) {
    return sources(SHIPPED)
        .flatMap(source -> source
            .find(SAYS)
            .flatMap(says -> word.matcher(says.group(place)).results())
            .map(said -> source.part() + ": " + said.group(1)));
  }

  private static Stream<Source> sources(String root) {
    Path packages = Path.of(root);
    return SourceFiles.texts("\\.java", root).entrySet().stream()
        .map(file -> new Source(
            packages
                .relativize(Path.of(file.getKey()).resolveSibling(""))
                .toString()
                .replace('/', '.'),
            file.getValue()));
  }

  private static String capability(String part) {
    return part.replaceFirst("\\..*", "");
  }

  /** A file, and the package that it stands in, without {@code io.reveil.}. */
  private record Source(String part, String text) {
    Stream<MatchResult> find(Pattern words) {
      return words.matcher(text).results();
    }
  }
}
