package io.reveil.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.reveil.kernel.Language;
import io.reveil.web.Words;
import io.reveil.web.client.ApiClient;
import io.reveil.web.client.RemoteCommand;
import io.reveil.web.client.Speaking;
import io.reveil.web.client.Whom;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One contact: what is known, and why. */
@Command(
    name = "contact",
    description =
        "Shows one contact, explains in a sentence where the person stands, or says who changed status on a day.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ContactCommand.Show.class,
      ContactCommand.Explain.class,
      ContactCommand.OfDay.class
    },
    footer = {
      "",
      "Examples: reveil contact explain --external-id 00001 --language fr",
      "          reveil contact show --email ada@example.org --json",
      "          reveil contact transitions --day 2026-11-21 --csv changed.csv"
    })
public final class ContactCommand {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this and exit")
  boolean help;

  ContactCommand() {}

  /** What both commands share: finding the contact first. */
  abstract static class OfOne extends RemoteCommand {
    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init")
    private Whom whom;

    @Override
    protected final int run(ApiClient server) {
      Optional<JsonNode> contact = whom.find(server);
      if (contact.isEmpty()) {
        say("There is no such contact.");
        return FAILED;
      }
      run(server, contact.get());
      return DONE;
    }

    abstract void run(ApiClient server, JsonNode contact);
  }

  /** Shows what is known. */
  @Command(
      name = "show",
      description = "Shows what is known of a contact; the address stays masked.",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {"0:shown", "1:no such contact, or the server was lost"})
  static final class Show extends OfOne {
    @Override
    void run(ApiClient server, JsonNode contact) {
      print(contact, Show::text);
    }

    private static String text(JsonNode contact) {
      StringJoiner lines = new StringJoiner(System.lineSeparator());
      for (String name : new String[] {
        "id",
        "email",
        "state",
        "language",
        "country",
        "zone",
        "category",
        "standing",
        "silentSince",
        "lastSignOn",
        "lastSignKind",
        "mailsSince",
        "retentionDueOn"
      }) {
        if (contact.has(name)) {
          lines.add("%-16s %s".formatted(name, contact.get(name).asText()));
        }
      }
      contact
          .path("consents")
          .forEach(consent -> lines.add("%-16s %s %s, %s, since %s"
              .formatted(
                  "consent",
                  consent.path("purpose").asText(),
                  consent.path("state").asText(),
                  consent.path("basis").asText(),
                  consent.path("since").asText())));
      contact
          .path("campaigns")
          .forEach(way -> lines.add("%-16s %s %s, %s, stage %s"
              .formatted(
                  "campaign",
                  way.path("campaign").asText(),
                  way.path("arm").asText(),
                  way.path("state").asText(),
                  way.path("stage").asText())));
      contact
          .path("signals")
          .forEach(signal -> lines.add("%-16s %s %s"
              .formatted(
                  "signal", signal.path("at").asText(), signal.path("kind").asText())));
      contact.path("mails").forEach(mail -> lines.add("%-16s %s".formatted("mail", line(mail))));
      return lines.toString();
    }

    private static String line(JsonNode mail) {
      StringJoiner words = new StringJoiner(", ");
      words.add(mail.path(mail.has("stage") ? "stage" : "kind").asText() + " "
          + mail.path("state").asText());
      if (mail.has("reason")) {
        words.add(mail.path("reason").asText());
      }
      words.add("queued " + mail.path("queuedAt").asText());
      if (mail.has("settledAt")) {
        words.add("settled " + mail.path("settledAt").asText());
      }
      if (mail.has("dueAt")) {
        words.add("due " + mail.path("dueAt").asText());
      }
      return words.toString();
    }
  }

  /** Says in one sentence where the person stands. */
  @Command(
      name = "explain",
      description =
          "Says in one sentence why a person is active or not, may be written to or not, where they stand in a campaign, and what became of its last mail.",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {"0:explained", "1:no such contact, or the server was lost"})
  static final class Explain extends OfOne {
    @Mixin
    private Speaking speaking = new Speaking();

    @Override
    void run(ApiClient server, JsonNode contact) {
      JsonNode explained = server.get("/api/contacts/" + contact.path("id").asText()
          + "/explain?lang=" + speaking.language().tag());
      print(explained, this::text);
    }

    /** The sentence, and the signals behind it: which of them count and which do not (A21). */
    private String text(JsonNode explained) {
      boolean french = speaking.language() == Language.FR;
      StringJoiner lines = new StringJoiner(System.lineSeparator());
      lines.add(explained.path("sentence").asText());
      explained
          .path("signals")
          .forEach(signal -> lines.add("  %s  %s%s"
              .formatted(
                  signal.path("at").asText(),
                  signal.path("kind").asText(),
                  signal.path("signOfLife").asBoolean()
                      ? ""
                      : french ? " (pas un signe de vie)" : " (no sign of life)")));
      return lines.toString();
    }
  }

  /** Says who changed status on a day. */
  @Command(
      name = "transitions",
      description =
          "Says how many became COOLING, INACTIVE, DORMANT or EXPIRING on a day, and how many came back.",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {"0:said", "1:the server was lost", "2:no such day"},
      footer = {
        "",
        "Of a past day, the first four are those who are silent still. Who they are is in the file, by number.",
        "",
        "Example: reveil contact transitions --day 2026-11-21 --csv changed.csv"
      })
  static final class OfDay extends RemoteCommand {
    @Option(names = "--day", paramLabel = "DATE", description = "which; today by default")
    private @Nullable String day;

    @Option(names = "--csv", paramLabel = "FILE", description = "save who they are there, too")
    private @Nullable Path csv;

    OfDay() {}

    @Override
    protected int run(ApiClient server) {
      String query = day == null ? "" : "?day=" + URLEncoder.encode(day, StandardCharsets.UTF_8);
      print(server.get("/api/transitions" + query), OfDay::text);
      if (csv != null) {
        server.save("/api/transitions/contacts.csv" + query, csv);
        say("The list is in " + csv + ".");
      }
      return DONE;
    }

    private static String text(JsonNode said) {
      StringJoiner lines = new StringJoiner(System.lineSeparator());
      lines.add(said.path("day").asText());
      said.path("changes")
          .forEach(one -> lines.add("%9s  %s"
              .formatted(
                  Words.number(one.path("people").asLong()), one.path("change").asText())));
      return lines.toString();
    }
  }
}
