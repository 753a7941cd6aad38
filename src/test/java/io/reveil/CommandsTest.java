package io.reveil;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.ledger.Ledgers;
import io.reveil.consent.seal.Sealer;
import io.reveil.consent.wording.Purposes;
import io.reveil.contact.Contact;
import io.reveil.contact.Contacts;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Language;
import io.reveil.testing.Rig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What a person at a terminal, or a scheduler, gets from the commands. */
class CommandsTest {
  @RegisterExtension
  static final Rig rig = Rig.standard();

  private record Ran(int code, String out, String err) {}

  private static Ran run(Map<String, String> more, String... words) {
    Map<String, String> environment = new HashMap<>(
        Map.of("REVEIL_URL", rig.uri("/").toString(), "REVEIL_HOME", rig.home().toString()));
    environment.putAll(more);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Reveil.commandLine(environment)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(words);
    return new Ran(code, out.toString(), err.toString());
  }

  private static Ran run(String... words) {
    return run(Map.of(), words);
  }

  @Test
  void aKeyIsMadeListedAndRevoked() {
    String secret =
        run("key", "create", "--name", "cron", "--scope", "TRIGGER,READ").out().strip();
    assertThat(secret).hasSize(43);

    Ran listed = run("key", "list");
    String id = listed
        .out()
        .lines()
        .filter(line -> line.contains(" cron "))
        .findFirst()
        .orElseThrow()
        .replaceAll(" .*", "");
    assertThat(listed.out()).contains("TRIGGER").doesNotContain(secret);

    assertThat(run("key", "revoke", id)).isEqualTo(new Ran(0, "Revoked.\n", ""));
    assertThat(run("key", "list").out()).contains("revoked 20");
  }

  @Test
  void theConsoleLinkIsPrintedForPeopleAndForPrograms() {
    assertThat(run("console").out()).startsWith("https://lettre.example.org/console/open/");
    assertThat(run("console", "--json").out())
        .startsWith("{\"url\":\"https://")
        .contains("validUntil");
  }

  @Test
  void aServerThatDoesNotAnswerIsSaidInASentence() {
    Ran lost = run(Map.of("REVEIL_URL", "http://127.0.0.1:1"), "console");

    assertThat(lost.code()).isEqualTo(1);
    assertThat(lost.err())
        .isEqualTo("Réveil does not answer at http://127.0.0.1:1/: start it with ./reveil serve, "
            + "or say in REVEIL_URL where it is.\n");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      REVEIL_URL  | nonsense         | REVEIL_URL: no server can be at “nonsense”; its address is written as in http://127.0.0.1:8080.
      REVEIL_URL  | 127.0.0.1:8080   | REVEIL_URL: no server can be at “127.0.0.1:8080”
      REVEIL_URL  | http://a b       | REVEIL_URL: no server can be at “http://a b”
      REVEIL_URL  | http://h:99999   | REVEIL_URL: no server can be at “http://h:99999”
      REVEIL_URL  | ftp://h          | REVEIL_URL: no server can be at “ftp://h”
      REVEIL_URL  | ''               | REVEIL_URL: no server can be at “”
      """)
  void anAddressThatLeadsNowhereIsWrongUsage(String variable, String value, String sentence) {
    Ran refused = run(Map.of(variable, value), "key", "list");

    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).startsWith(sentence);
  }

  @Test
  void whatSomebodyTypesIsOneNameInTheAddress() {
    assertThat(run("wave", "pause", "a b/c?d", "é k"))
        .isEqualTo(new Ran(1, "", "Campaign a b/c?d has no wave é k.\n"));
    assertThat(run("campaign", "show", "a b").err()).startsWith("There is no campaign");
  }

  @Test
  void aFileThatIsNotThereIsWrongUsage() {
    for (String[] words : List.of(
        new String[] {"campaign", "apply", "/nofile"},
        new String[] {"import", "contacts", "/nofile"})) {
      Ran refused = run(words);

      assertThat(refused.code()).isEqualTo(2);
      assertThat(refused.err()).contains("there is no file that can be read at /nofile");
    }
  }

  @Test
  void aKeyThatMayNotDoItIsSaidInASentence() {
    String weak =
        run("key", "create", "--name", "weak", "--scope", "READ").out().strip();

    Ran refused = run(Map.of("REVEIL_API_KEY", weak), "console");

    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err())
        .startsWith("The key “weak” may not do this; it takes the scope ADMIN.");
  }

  /** (E8) */
  @Test
  void theLedgerIsVerifiedByACommand() {
    Ran whole = run("ledger", "verify");
    assertThat(whole.code()).isZero();
    assertThat(whole.out())
        .isEqualTo("The ledger is whole: 0 events, 0 blocks. People erased: 0, with 0 events."
            + " All events are sealed.\n");

    rig.database()
        .update(
            "INSERT INTO seal_block (block_number, header, signature) VALUES (?, ?, ?)",
            2,
            new byte[1],
            new byte[64]);
    Ran told = run("ledger", "verify");
    Ran broken = run("ledger", "verify", "--json");
    rig.database().update("DELETE FROM seal_block");

    assertThat(told.code()).isEqualTo(1);
    assertThat(told.out().lines())
        .hasSize(4)
        .last()
        .asString()
        .startsWith("The ledger is not whole: 3 faults in 0 events, 1 blocks. Keep a copy");
    assertThat(broken.code()).isEqualTo(1);
    assertThat(broken.out())
        .contains(
            "\"faultCount\":3,\"faults\":[\"Block 1 of the ledger is gone: block 2 follows block 0.\",\"Block 2 is signed with the key “”");
    assertThat(run("ledger", "keys").out()).containsPattern("\"[0-9a-f]{16}\" : \"[0-9a-f]{64}\"");
    assertThat(run("ledger", "prove", "1").err()).isEqualTo("The ledger has no event 1.\n");
  }

  /** (E8) What was begun anew speaks for less, and whoever lost the old one learns of it. */
  @Test
  void aVerificationSaysFromWhichBlockTheLedgerIsWitnessed() throws IOException {
    sealAConsent();
    sealAConsent();
    Ran whole = run("ledger", "verify");
    Files.delete(rig.home().resolve("ledger.witness"));
    sealAConsent();

    Ran less = run("ledger", "verify");
    rig.empty();

    assertThat(whole.out().lines()).hasSize(1);
    assertThat(less.code()).isZero();
    assertThat(less.out().lines())
        .hasSize(2)
        .last()
        .asString()
        .startsWith("Witnessed from block 2 only:");
  }

  private static void sealAConsent() {
    rig.bean(ConsentLedger.class)
        .grant(
            Ledgers.aKey(),
            Ledgers.confirmed(rig.bean(Purposes.class).notice(Ledgers.NEWSLETTER, Language.FR)));
    rig.bean(Sealer.class).round();
  }

  /** (E8, A57): a node without a key accuses nobody. */
  @Test
  void aLedgerThatThisNodeCannotJudgeIsNoBrokenOne() {
    rig.database()
        .update(
            "INSERT INTO key_check (kind, key_id, check_value, created_at) VALUES ('seal', 200, ?, ?)",
            new byte[16],
            rig.clock().instant());
    Ran refused = run("ledger", "verify");
    rig.database().update("DELETE FROM key_check WHERE key_id = 200");

    assertThat(refused.code()).isEqualTo(3);
    assertThat(refused.err()).contains("copy keys/seal.keys from the node that rotated");
  }

  /** (E1) */
  @Test
  void theFoldIsRebuiltByACommand() {
    assertThat(run("ledger", "rebuild"))
        .isEqualTo(new Ran(0, "0 rows compared with the ledger: 0 differed, 0 mended.\n", ""));

    rig.database().update("""
            INSERT INTO current_consent (contact_id, channel, purpose, state, basis, version, since_at, event_id)
            VALUES (5, 'EMAIL', 'newsletter', 'GRANTED', 'CONSENT', 1, '2026-11-01', 7)
            """);
    Ran checked = run("ledger", "rebuild", "--check");
    Ran mended = run("ledger", "rebuild", "--json");

    assertThat(checked.code()).isEqualTo(1);
    assertThat(checked.out()).isEqualTo("""
            contact 5, EMAIL newsletter
            1 rows compared with the ledger: 1 differed, 0 mended.
            """);
    assertThat(mended.code()).isZero();
    assertThat(mended.out())
        .isEqualTo(
            "{\"compared\":1,\"mended\":1,\"differed\":[\"contact 5, EMAIL newsletter\"]}\n");
    assertThat(rig.count("current_consent")).isZero();
  }

  /** (E8) */
  @Test
  void theFoldIsNotRebuiltOfEventsThatReveilDidNotWrite() {
    rig.database().update("""
            INSERT INTO consent_subject (contact_id, subject_ref, salt) VALUES (5, ?, ?)
            """, new byte[16], new byte[32]);
    rig.database().update("""
            INSERT INTO consent_event (subject_ref, event_id, channel, purpose, version, act, state_after, basis,
                                       occurred_at, recorded_at, canonical)
            VALUES (?, 7, 'EMAIL', 'newsletter', 1, 'GRANTED', 'GRANTED', 'CONSENT', '2026-11-01', '2026-11-01', ?)
            """, new byte[16], "{}".getBytes(StandardCharsets.UTF_8));
    Ran refused = run("ledger", "rebuild");
    rig.database().update("DELETE FROM consent_event WHERE event_id = 7");
    rig.database().update("DELETE FROM consent_subject WHERE contact_id = 5");

    assertThat(refused.code()).isEqualTo(3);
    assertThat(refused.err()).startsWith("The mark of event 7 does not fit its text");
    assertThat(rig.count("current_consent")).isZero();
  }

  /** (E3) */
  @Test
  void aPersonsConsentsAreExportedByACommand() {
    assertThat(run("consent", "export", "nobody@example.org"))
        .isEqualTo(new Ran(1, "", "Nobody has this address.\n"));
    assertThat(run("consent", "export", "nobody").err()).contains("not an e-mail address");

    Contact ada = rig.bean(Contacts.class)
        .findOrPend(EmailAddress.parse("ada@example.org").orElseThrow(), Language.FR);

    assertThat(run("consent", "export", "ada@example.org", "--json"))
        .isEqualTo(new Ran(0, "{\"records\":[]}\n", ""));
    assertThat(run("consent", "export", "--contact", ada.id().toString(), "--json"))
        .isEqualTo(new Ran(0, "{\"records\":[]}\n", ""));
    assertThat(run("consent", "export", "42"))
        .isEqualTo(new Ran(1, "", "There is no contact of this number.\n"));
  }

  @Test
  void wrongUsageIsTwo() {
    assertThat(run("key", "create").code()).isEqualTo(2);
    assertThat(run("nonsense").code()).isEqualTo(2);
    assertThat(run().code()).isEqualTo(2);
    assertThat(run("key").code()).isEqualTo(2);
  }

  /** A description that picocli cannot format is reported past the command line, on the error stream itself. */
  @Test
  void noCommandStumblesOverItsOwnHelp() {
    PrintStream real = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setErr(new PrintStream(said, true, UTF_8));
    try {
      commands(Reveil.commandLine(Map.of())).forEach(words -> run(asked(words)));
    } finally {
      System.setErr(real);
    }
    assertThat(said.toString(UTF_8)).isEmpty();
  }

  @Test
  void everyCommandExplainsItself() {
    commands(Reveil.commandLine(Map.of())).forEach(words -> {
      Ran help = run(asked(words));

      assertThat(help.code()).as("%s", words).isZero();
      assertThat(help.err()).as("%s", words).isEmpty();
      assertThat(help.out()).as("%s", words).startsWith("Usage: reveil").contains("-h, --help");
    });
  }

  private static String[] asked(List<String> words) {
    return Stream.concat(words.stream(), Stream.of("--help")).toArray(String[]::new);
  }

  private static Stream<List<String>> commands(CommandLine line) {
    return Stream.concat(
        Stream.of(List.<String>of()),
        line.getSubcommands().entrySet().stream()
            .flatMap(sub -> commands(sub.getValue())
                .map(below ->
                    Stream.concat(Stream.of(sub.getKey()), below.stream()).toList())));
  }

  @Test
  void theShippedConfigurationIsGood() {
    assertThat(run("config", "check")).isEqualTo(new Ran(0, "The configuration is good.\n", ""));
  }
}
