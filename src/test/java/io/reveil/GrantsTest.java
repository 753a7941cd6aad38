package io.reveil;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The script of grants against the code: what it takes away, nothing needs (E8). */
class GrantsTest {
  private static final Grants GRANTS = new Grants("reveil", "'app'@'db'", "'owner'@'db'");

  @Test
  void everyTableOfThisVersionIsInTheScript() {
    assertThat(Grants.tables())
        .containsExactlyInAnyOrderElementsOf(Migrations.tables().keySet());
    assertThat(GRANTS.statements())
        .contains(
            "GRANT CREATE, SELECT, INSERT ON `reveil`.`consent_event` TO 'app'@'db'",
            "GRANT CREATE, SELECT, INSERT, DELETE ON `reveil`.`consent_opening` TO 'app'@'db'",
            "GRANT CREATE, SELECT, INSERT, UPDATE, DELETE ON `reveil`.`contact` TO 'app'@'db'");
  }

  /** What was granted to let a table be granted before it is made does not stay. */
  @Test
  void whateverIsGrantedToCreateIsTakenBack() {
    assertThat(Grants.tables())
        .allSatisfy(table -> assertThat(GRANTS.statements())
            .contains("REVOKE CREATE ON `reveil`.`%s` FROM 'app'@'db'".formatted(table)));
  }

  @Test
  void noStatementOfOursChangesOrDeletesWhatIsAppendOnly() {
    assertThat(touched("(?:UPDATE|DELETE FROM)")).doesNotContainAnyElementsOf(Grants.APPEND_ONLY);
    assertThat(touched("UPDATE")).doesNotContainAnyElementsOf(Grants.NEVER_CHANGED);
  }

  @Test
  void aNameThatCouldBeAStatementIsRefused() {
    StringWriter err = new StringWriter();
    int code = Reveil.commandLine(Map.of())
        .setErr(new PrintWriter(err, true))
        .execute("db", "grants", "--user", "x'@'y; DROP TABLE consent_event");

    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains("--user: write NAME@HOST, such as reveil@10.0.0.5.");
  }

  private static Set<String> touched(String verb) {
    Pattern statement = Pattern.compile("\\b" + verb + "\\s+([a-z][a-z_0-9]*)");
    return ClassConstants.all()
        .flatMap(place -> statement.matcher(place.text()).results())
        .map(found -> found.group(1))
        .collect(toCollection(TreeSet::new));
  }
}
