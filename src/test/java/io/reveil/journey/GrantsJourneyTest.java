package io.reveil.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveil.Reveil;
import io.reveil.consent.ConsentState;
import io.reveil.consent.permission.Permissions;
import io.reveil.contact.Contacts;
import io.reveil.job.Recurring;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.PersonalData;
import io.reveil.kernel.Subject;
import io.reveil.testing.KeyedClient;
import io.reveil.testing.Rig;
import io.reveil.testing.TestClock;
import io.reveil.testing.TestDatabase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole of Réveil under the account that the printed script leaves it, on a server that keeps accounts (E8). */
@Tag("mariadb")
class GrantsJourneyTest {
  private static final TestDatabase DATABASE = TestDatabase.fresh("grants");

  /** Without its callbacks: emptying the tables is what this account may not do. */
  private static final Rig rig = Rig.with(Map.of(
      "datasources.default.url", DATABASE.url(),
      "datasources.default.username", "reveil_app",
      "datasources.default.password", "app",
      "reveil.db.migration-user", "reveil_migration",
      "reveil.db.migration-password", "migration"));

  /** Before there is a table. */
  @BeforeAll
  static void theScriptIsApplied() throws SQLException {
    try (Connection root = DATABASE.connect();
        Statement sql = root.createStatement()) {
      sql.execute("CREATE USER 'reveil_app'@'%' IDENTIFIED BY 'app'");
      sql.execute("CREATE USER 'reveil_migration'@'%' IDENTIFIED BY 'migration'");
      for (String line : script(root.getCatalog()).lines().toList()) {
        sql.execute(line);
      }
    }
    rig.clock().set(TestClock.START);
  }

  private static String script(String schema) {
    StringWriter out = new StringWriter();
    Reveil.commandLine(Map.of())
        .setOut(new PrintWriter(out, true))
        .execute(
            "db",
            "grants",
            "--schema",
            schema,
            "--user",
            "reveil_app@%",
            "--migration-user",
            "reveil_migration@%");
    return out.toString();
  }

  @Test
  void signingUpConfirmingSealingLeavingAndErasingWork() {
    Visitor visitor = new Visitor(rig);
    visitor.post(
        "/f/newsletter?lang=fr",
        Map.of("email", "ada@example.org", "purposes", "newsletter", "notice.newsletter", "1"));
    var confirmed = visitor.press(
        visitor.open(new Inbox(rig).only("ada@example.org").link("/c/")), "Je confirme");
    EmailAddress address = EmailAddress.parse("ada@example.org").orElseThrow();
    ContactId ada = rig.bean(Contacts.class).find(address).orElseThrow().id();
    assertThat(state(ada)).isEqualTo(ConsentState.GRANTED);

    rig.bean(Recurring.class, "Sealer").round();
    visitor.press(
        visitor.open(confirmed.document().select("a[href^=/u/]").attr("href")), "Tout arrêter");
    assertThat(state(ada)).isEqualTo(ConsentState.WITHDRAWN);
    rig.bean(Recurring.class, "Sealer").round();
    KeyedClient api = new KeyedClient(rig);
    assertThat(api.post("/api/ledger/rebuild", "application/json", "{}")
            .body()
            .path("compared")
            .asInt())
        .isPositive();
    Subject person = new Subject(Optional.of(ada), Optional.of(address));
    rig.context().getBeansOfType(PersonalData.class).forEach(part -> part.erase(person));

    assertThat(rig.bean(Permissions.class).list(ada)).isEmpty();
    assertThat(rig.count("consent_event")).isPositive();
    assertThat(rig.count("seal_block")).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE consent_event SET version = 9",
        "DELETE FROM consent_event",
        "UPDATE seal_block SET header = ''",
        "DELETE FROM seal_block",
        "UPDATE seal_entry SET leaf_index = 0",
        "DELETE FROM seal_entry",
        "UPDATE notice SET body = ''",
        "DELETE FROM notice",
        "UPDATE consent_opening SET opened = ''",
        "TRUNCATE TABLE consent_event",
        "DROP TABLE consent_event",
        "ALTER TABLE consent_event ADD COLUMN more INT"
      })
  void theServerRefusesToChangeTheLedger(String statement) {
    assertThatThrownBy(() -> rig.database().update(statement))
        .hasRootCauseInstanceOf(SQLException.class)
        .rootCause()
        .hasMessageContaining("command denied to user 'reveil_app'");
  }

  private static ConsentState state(ContactId contact) {
    return Letter.stateOf(rig, contact);
  }
}
