package io.reveil;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What no file may hold, and where a citation must lead. */
class SourcesTest {
  /** Work that is put off belongs in an issue. */
  private static final Pattern PUT_OFF = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|X" + "XX)\\b");

  private static final Pattern REFUSED_IMPORT = Pattern.compile(
      "^import (static )?(lombok|org\\.mockito|org\\.easymock|org\\.junit\\.Test)",
      Pattern.MULTILINE);

  private static final Pattern CITATION = Pattern.compile(
      "\\b(RFC \\d+|GDPR art\\. \\d+(?:(?:\\(\\d+\\))?, \\d+)*|CNIL,? [A-Z]*[- ]?\\d{4}-\\d+|CPCE [LR]\\. ?[\\d-]+)");

  private static final Pattern RULES =
      Pattern.compile("\\(([A-F]\\d{1,2}(?:(?:, |-| |; )[A-F]\\d{1,2})*)[,;) ]");

  private static final Pattern RULE = Pattern.compile("[A-F]\\d{1,2}");

  @Test
  void nothingIsPutOff() {
    assertThat(filesWith(
            PUT_OFF,
            SourceFiles.texts(
                "java|sql|yml|ftl|ftlh|md|xml|css|js|reveil",
                "src",
                "config",
                "templates",
                "reveil",
                "pom.xml",
                "README.md")))
        .isEmpty();
  }

  @Test
  void noGeneratedCodeAndNoMocks() {
    assertThat(filesWith(REFUSED_IMPORT, SourceFiles.texts("java", "src"))).isEmpty();
  }

  /** A source that the code obeys is listed with what it says (house style 6.4). */
  @Test
  void everyCitedSourceIsListed() {
    assertThat(unlisted(
            "src/docs/references.md",
            SourcesTest::sourcesIn,
            SourceFiles.texts("java|sql|yml|ftl|ftlh", "src/main", "src/demo", "config")))
        .isEmpty();
  }

  @Test
  void everyCitedRuleExists() {
    assertThat(unlisted(
            "src/docs/requirements.md",
            SourcesTest::rulesIn,
            SourceFiles.texts("java|sql|yml|ftl|ftlh|md", "src", "config")))
        .isEmpty();
  }

  @Test
  void citationsAreFoundInTheirForms() {
    assertThat(sourcesIn("(RFC 8058 §3.1) (GDPR art. 15, 17) (CNIL SAN-2020-003, A21)"))
        .containsExactly("RFC 8058", "GDPR art. 15", "GDPR art. 17", "CNIL SAN-2020-003");
    assertThat(rulesIn("(D1-D10) said (F1, A20), not (A4 paper) or A99"))
        .containsExactly("D1", "D10", "F1", "A20", "A4");
  }

  private static Set<String> filesWith(Pattern words, Map<String, String> files) {
    assertThat(files).isNotEmpty();
    return files.keySet().stream()
        .filter(file -> words.matcher(files.getOrDefault(file, "")).find())
        .collect(toCollection(TreeSet::new));
  }

  /** What the files cite and the table of this document does not hold. */
  private static Set<String> unlisted(
      String document, Function<String, List<String>> citations, Map<String, String> files) {
    String table = SourceFiles.read(Path.of(document));
    var missing = new TreeSet<String>();
    files.forEach((file, text) -> citations.apply(text).stream()
        .filter(cited -> !table.contains("| " + cited + " |"))
        .forEach(cited -> missing.add(file + " cites " + cited)));
    return missing;
  }

  private static List<String> sourcesIn(String text) {
    return CITATION
        .matcher(text)
        .results()
        .flatMap(found ->
            articles(found.group().replace("CNIL, ", "CNIL ").replaceAll("\\(\\d+\\)", ""))
                .stream())
        .toList();
  }

  /** {@code GDPR art. 15, 17} cites two articles. */
  private static List<String> articles(String citation) {
    List<String> parts = List.of(citation.split(", ", -1));
    return parts.stream()
        .map(part -> part.matches("\\d+") ? "GDPR art. " + part : part)
        .toList();
  }

  private static List<String> rulesIn(String text) {
    return RULES
        .matcher(text)
        .results()
        .flatMap(group -> RULE.matcher(group.group(1)).results())
        .map(rule -> rule.group())
        .toList();
  }
}
