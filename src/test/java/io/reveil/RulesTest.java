package io.reveil;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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
  private static final String NUMBER = "[A-F]\\d{1,2}|S\\d\\.\\d{1,2}";
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (" + NUMBER + ") \\| [^|]+ \\| ([^|]*) \\|$");
  private static final Pattern NAME = Pattern.compile("\\w+Test");
  private static final Pattern RULE = Pattern.compile("\\b(?:" + NUMBER + ")\\b");
  /** What a sentence for operators says in brackets. */
  private static final Pattern TOLD =
      Pattern.compile("\\((?:" + NUMBER + ")(?:[,;] (?:" + NUMBER + "))*\\)");
  /** A line of its own, or the end of another. */
  private static final Pattern COMMENT =
      Pattern.compile("(?m)(?:^\\s*(?:/\\*\\*|\\*|//|--|#)|\\s(?://|--|#)\\s).*$");

  private static final Map<String, Set<String>> SHOWN_BY = table();
  private static final Map<String, Set<String>> TESTS = citations("src/test");

  @Test
  void everyRuleOfTheTableHasARow() {
    String text = SourceFiles.read(Path.of("src/docs/requirements.md"));
    long rules =
        text.lines().filter(line -> line.matches("\\| [A-Z][\\d.]+ \\|.*")).count();

    assertThat(SHOWN_BY).hasSize(Math.toIntExact(rules));
  }

  @Test
  void nothingCitesARuleThatTheTableDoesNotHave() {
    Map<String, Set<String>> unknown = new TreeMap<>();
    SourceFiles.texts("java|sql|yml|ftlh?", "src/main", "src/test", "config", "templates")
        .forEach((file, text) -> unknown.put(file, cited(text)));
    unknown.values().forEach(rules -> rules.removeAll(SHOWN_BY.keySet()));
    unknown.values().removeIf(Set::isEmpty);

    assertThat(unknown).isEmpty();
  }

  @Test
  void aCitationStandsInACommentOrInBrackets() {
    assertThat(cited("/** (A1, S4.12; GDPR art. 7): as E1 wants it. */"))
        .containsExactly("A1", "E1", "S4.12");
    assertThat(cited("throw fault(\"at most once a day (B26, B27).\"); // B9"))
        .containsExactly("B26", "B27", "B9");
    assertThat(cited("row.cell(\"A1\")")).isEmpty();
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
            .addAll(rulesIn(comments(text))));
    return cited;
  }

  /** All that a file cites, to readers of the code and to those of what it says. */
  private static Set<String> cited(String text) {
    Set<String> cited = rulesIn(comments(text));
    TOLD.matcher(text).results().forEach(told -> cited.addAll(rulesIn(told.group())));
    return cited;
  }

  private static String comments(String text) {
    return COMMENT.matcher(text).results().map(found -> found.group()).collect(joining("\n"));
  }

  private static Set<String> rulesIn(String text) {
    return RULE.matcher(text)
        .results()
        .map(rule -> rule.group())
        .collect(toCollection(TreeSet::new));
  }
}
