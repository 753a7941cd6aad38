package io.reveil;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
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
    assertThat(SourceFiles.texts(
            "java|sql|yml|ftl|ftlh|md|xml|css", "src", "config", "templates", "reveil", "pom.xml"))
        .isNotEmpty()
        .allSatisfy((_, text) -> assertThat(text).doesNotContainPattern(PUT_OFF));
  }

  @Test
  void noGeneratedCodeAndNoMocks() {
    assertThat(SourceFiles.texts("java", "src"))
        .isNotEmpty()
        .allSatisfy((_, text) -> assertThat(text).doesNotContainPattern(REFUSED_IMPORT));
  }

  /** A source that the code obeys is listed with what it says (house style 6.4). */
  @Test
  void everyCitedSourceIsListed() {
    String listed = SourceFiles.read(Path.of("src/docs/references.md"));

    assertThat(SourceFiles.texts("java|sql|yml|ftl|ftlh", "src/main", "src/demo", "config"))
        .allSatisfy((_, text) -> assertThat(sourcesIn(text))
            .allMatch(source -> listed.contains("| " + source + " |"), "listed in references.md"));
  }

  @Test
  void everyCitedRuleExists() {
    String known = SourceFiles.read(Path.of("src/docs/requirements.md"));

    assertThat(SourceFiles.texts("java|sql|yml|ftl|ftlh|md", "src", "config"))
        .allSatisfy((_, text) -> assertThat(rulesIn(text))
            .allMatch(rule -> known.contains("| " + rule + " |"), "known to requirements.md"));
  }

  @Test
  void citationsAreFoundInTheirForms() {
    assertThat(sourcesIn("(RFC 8058 §3.1) (GDPR art. 15, 17) (CNIL SAN-2020-003, A21)"))
        .containsExactly("RFC 8058", "GDPR art. 15", "GDPR art. 17", "CNIL SAN-2020-003");
    assertThat(rulesIn("(D1-D10) said (F1, A20), not (A4 paper) or A99"))
        .containsExactly("D1", "D10", "F1", "A20", "A4");
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
