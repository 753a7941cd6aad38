package io.reveil.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.delivery.MessageState;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.Language;
import io.reveil.testing.Rig;
import io.reveil.web.client.RemoteCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class ContactCommandTest {
  @RegisterExtension
  static final Rig rig = Rig.standard();

  @Command(name = "reveil", subcommands = ContactCommand.class)
  private record Root(Map<String, String> environment) implements RemoteCommand.WithEnvironment {}

  private record Ran(int code, String out, String err) {}

  private static Ran run(String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = new CommandLine(new Root(Map.of(
            "REVEIL_URL", rig.uri("/").toString(), "REVEIL_HOME", rig.home().toString())))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(words);
    return new Ran(code, out.toString(), err.toString());
  }

  /** Promise 4, at a terminal; the address is asked by, and never printed. */
  @Test
  void oneContactIsShownAndExplained() {
    ContactId ann = new Stand(rig, "").contact("ann.onym", Language.FR);

    Ran shown = run("contact", "show", "--email", "ann.onym@example.org");
    assertThat(shown.code()).isZero();
    assertThat(shown.out()).contains("an…@example.org", "UNEXPOSED").doesNotContain("ann.onym@");
    assertThat(run("contact", "show", ann.toString(), "--json").out())
        .isEqualTo(
            run("contact", "show", "--external-id", "X-ann.onym", "--json").out())
        .startsWith("{\"found\":true");
    assertThat(run("contact", "explain", "--external-id", "X-ann.onym", "--language", "fr")
            .out())
        .startsWith("Non jugé sur son silence")
        .endsWith("dans aucune campagne.\n");
    assertThat(run("contact", "explain", "--contact", "42").err())
        .isEqualTo("There is no such contact.\n");
  }

  /** Scripts were written when the same was called otherwise. */
  @Test
  void formerNamesOfOptionsGoOnWorking() {
    new Stand(rig, "").contact("old.words", Language.FR);

    assertThat(run("contact", "explain", "--external", "X-old.words", "--lang", "fr"))
        .isEqualTo(run("contact", "explain", "old.words@example.org", "--language", "FR"));
  }

  @Test
  void aLanguageThatNobodySpeaksHereIsRefused() {
    Ran refused = run("contact", "explain", "--email", "ann.onym@example.org", "--language", "de");

    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("the language is fr or en");
  }

  /** Promise 4: a mail in doubt does not read as if it had arrived. */
  @Test
  void theMailsOfAContactAreShownWithTheirReasons() {
    Stand stand = new Stand(rig, "doubt").apply();
    ContactId bob = stand.contact("bob.doubt", Language.EN);
    long wave = stand.wave("doubt-1", "RUNNING", Map.of());
    stand.mail(bob, wave, "value", MessageState.UNKNOWN, "");
    stand.mail(bob, wave, "choice", MessageState.DEFERRED, "SOFT");

    assertThat(run("contact", "show", bob.toString()).out())
        .contains(
            "mail             choice DEFERRED, SOFT, queued 2026-11-21T12:00:00Z, due 2026-11-21T15:00:00Z\n"
                + "mail             value UNKNOWN, queued 2026-11-21T12:00:00Z, settled 2026-11-21T12:00:00Z");
  }

  /** (A21) Behind the sentence stand the signals; (F1) of a day, how many changed status and who, by number. */
  @Test
  void theSignalsBehindTheSentenceAndTheChangesOfADayAreTold(@TempDir Path folder)
      throws Exception {
    Stand stand = new Stand(rig, "");
    ContactId cyd = stand.contact("cyd.return", Language.FR);
    LocalDate today = LocalDate.parse("2026-11-21");
    stand.buys(cyd, today.minusDays(181).atTime(12, 0).toInstant(ZoneOffset.UTC));
    stand.buys(cyd, today.atTime(11, 0).toInstant(ZoneOffset.UTC));
    ContactId dan = stand.contact("dan.silent", Language.FR);
    stand.buys(dan, today.minusDays(180).atTime(12, 0).toInstant(ZoneOffset.UTC));
    Path csv = folder.resolve("changed.csv");

    assertThat(run("contact", "explain", dan.toString()).out())
        .startsWith("Inactive: the last sign of life was a purchase on")
        .endsWith(".\n  2026-05-25T12:00:00Z  purchase\n");
    assertThat(run("contact", "transitions", "--day", "2026-11-21", "--csv", csv.toString())
            .out())
        .contains("        1  INACTIVE", "        1  CAME_BACK", "        0  EXPIRING");
    assertThat(Files.readString(csv)).isEqualTo("""
        day,change,contact,silent_since
        2026-11-21,INACTIVE,%s,2026-05-25
        2026-11-21,CAME_BACK,%s,2026-05-24
        """.formatted(dan, cyd));
    assertThat(run("contact", "transitions", "--json").out())
        .startsWith("{\"day\":\"2026-11-21\",\"changes\":[{\"change\":\"COOLING\"");
    assertThat(run("contact", "transitions", "--day", "yesterday").err())
        .contains("write it as in 2026-11-21");
    assertThat(run("contact", "transitions", "--day", "2027-01-01").err())
        .contains("has not come yet");
  }

  @Test
  void whoIsUnknownIsSaidInASentence() {
    assertThat(run("contact", "explain", "--email", "no@example.org"))
        .isEqualTo(new Ran(1, "", "There is no such contact.\n"));
    assertThat(run("contact", "explain", "--external-id", "none").err())
        .isEqualTo("There is no such contact.\n");
    assertThat(run("contact", "show").code()).isEqualTo(2);
  }
}
