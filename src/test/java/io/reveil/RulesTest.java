package io.reveil;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of the rules tells the truth: what the code obeys is shown by the test that stands beside it. */
class RulesTest {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| ([A-F]\\d{1,2}) \\| [^|]+ \\| ([^|]*) \\|$");
  private static final Pattern NAME = Pattern.compile("\\w+Test");
  private static final Pattern RULE = Pattern.compile("\\b[A-F]\\d{1,2}\\b");
  private static final Pattern COMMENT = Pattern.compile("^\\s*(/\\*\\*|\\*|//|--|#).*$");

  private static final Map<String, Set<String>> SHOWN_BY = table();
  private static final Map<String, Set<String>> TESTS = citations("src/test");

  @Test
  void everyRuleOfTheTableHasARow() {
    String text = SourceFiles.read(Path.of("src/docs/requirements.md"));
    long rules =
        text.lines().filter(line -> line.matches("\\| [A-F]\\d{1,2} \\|.*")).count();

    assertThat(SHOWN_BY).hasSize(Math.toIntExact(rules));
  }

  @Test
  void everyRuleThatTheCodeObeysIsShownByATest() {
    Set<String> obeyed = new TreeSet<>();
    citations("src/main").values().forEach(obeyed::addAll);

    assertThat(rules(rule -> obeyed.contains(rule) && named(rule).isEmpty())).isEmpty();
  }

  @Test
  void everyTestThatIsNamedShowsItsRule() {
    assertThat(SHOWN_BY)
        .allSatisfy((rule, tests) -> assertThat(tests)
            .allSatisfy(test -> assertThat(TESTS.getOrDefault(test, Set.of())).contains(rule)));
  }

  /** A rule that some test shows is not left without one in the table. */
  @Test
  void everyRuleThatATestShowsHasItNamed() {
    Set<String> shown = new TreeSet<>();
    TESTS.values().forEach(shown::addAll);

    assertThat(rules(rule -> shown.contains(rule) && named(rule).isEmpty())).isEmpty();
  }

  private static Set<String> rules(Predicate<String> wanted) {
    return SHOWN_BY.keySet().stream().filter(wanted).collect(toCollection(TreeSet::new));
  }

  private static Set<String> named(String rule) {
    return Objects.requireNonNull(SHOWN_BY.get(rule));
  }

  private static Map<String, Set<String>> table() {
    Map<String, Set<String>> table = new TreeMap<>();
    ROW.matcher(SourceFiles.read(Path.of("src/docs/requirements.md")))
        .results()
        .forEach(row -> table.put(
            row.group(1),
            NAME.matcher(row.group(2))
                .results()
                .map(name -> name.group())
                .collect(toCollection(TreeSet::new))));
    return table;
  }

  /** The rules that comments name, by the file's name. */
  private static Map<String, Set<String>> citations(String place) {
    Map<String, Set<String>> cited = new TreeMap<>();
    SourceFiles.texts("java|sql|yml", place)
        .forEach((file, text) -> cited
            .computeIfAbsent(
                Path.of(file).getFileName().toString().replaceFirst("\\..*", ""),
                _ -> new TreeSet<>())
            .addAll(rulesIn(text)));
    return cited;
  }

  private static List<String> rulesIn(String text) {
    return text.lines()
        .filter(COMMENT.asMatchPredicate())
        .flatMap(line -> RULE.matcher(line).results())
        .map(rule -> rule.group())
        .toList();
  }
}
