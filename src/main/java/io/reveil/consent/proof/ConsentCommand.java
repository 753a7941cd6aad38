package io.reveil.consent.proof;

import com.fasterxml.jackson.databind.JsonNode;
import io.reveil.web.client.ApiClient;
import io.reveil.web.client.RemoteCommand;
import io.reveil.web.client.Whom;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The consents of one person, one that was never valid, and the withdrawals of all. */
@Command(
    name = "consent",
    description = "Exports the consents of one person, invalidates one, and saves who withdrew.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ConsentCommand.Export.class,
      ConsentCommand.Invalidate.class,
      ConsentCommand.Withdrawals.class
    },
    footer = {
      "",
      "Example: reveil consent export ada@example.org > ada.json",
      "         reveil consent export --external-id 4711 > phone-only.json",
      "         reveil consent invalidate --email ada@example.org --purpose newsletter --reason \"no box was shown\"",
      "         reveil consent withdrawals --since 2026-11-20T02:00:00Z left.csv",
      "         reveil import suppressions left.csv --source \"before the restore\""
    })
public final class ConsentCommand {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this and exit")
  boolean help;

  ConsentCommand() {}

  /** Exports them. */
  @Command(
      name = "export",
      description =
          "Prints every consent of a person as JSON-LD records after ISO/IEC TS 27560 (dpv-27560): notices,"
              + " processing, parties, and each act.",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {"0:exported", "1:nobody has this address or number, or the server was lost"})
  static final class Export extends RemoteCommand {
    @ArgGroup(multiplicity = "1")
    private Whom whom = new Whom();

    @Override
    protected int run(ApiClient server) {
      print(server.post("/api/consents/export", whom.named()), JsonNode::toPrettyString);
      return DONE;
    }
  }

  /** Ends one. */
  @Command(
      name = "invalidate",
      description =
          "Ends a recorded consent, or another basis, that was never valid: an import that turned out wrong, a form whose"
              + " wording was defective. Nobody is written to on it any more, nor is what is queued sent. Only the person"
              + " brings a consent back, by an act of their own; another basis comes back with the right evidence."
              + " A whole list at once: reveil import invalidations.",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:ended, or it had ended before",
        "1:no such person, purpose or channel, no reason, no such moment, or the server was lost",
        "3:refused: nothing stands that could be invalidated, the person gave it themselves after --since, or"
            + " something was recorded of it in this moment"
      })
  static final class Invalidate extends RemoteCommand {
    @ArgGroup(multiplicity = "1")
    private Whom whom = new Whom();

    @Option(
        names = "--purpose",
        paramLabel = "NAME",
        required = true,
        description = "of config/purposes.yml")
    private String purpose = "";

    @Option(
        names = "--channel",
        paramLabel = "NAME",
        description = "email, sms, phone or post; if left out, that of the purpose")
    private @Nullable String channel;

    @Option(
        names = "--reason",
        paramLabel = "SENTENCE",
        required = true,
        description = "why it was never valid; it stands in the ledger, and the person may read it")
    private String reason = "";

    @Option(
        names = "--since",
        paramLabel = "MOMENT",
        description =
            "from when on this is known, as 2026-11-21T12:00:00Z or 2026-11-21: what the person gave by an act of their"
                + " own after it stays; if left out, all ends that stands now")
    private @Nullable String since;

    @Override
    protected int run(ApiClient server) {
      Map<String, Object> asked = new HashMap<>(whom.named());
      asked.put("purpose", purpose);
      Optional.ofNullable(channel).ifPresent(name -> asked.put("channel", name));
      asked.put("reason", reason);
      Optional.ofNullable(since).ifPresent(moment -> asked.put("since", moment));
      print(
          server.post("/api/consents/invalidations", asked),
          answer -> answer.path("says").asText());
      return DONE;
    }
  }

  /** Writes to a file who withdrew. */
  @Command(
      name = "withdrawals",
      description =
          "Saves who left or refused which purpose, or whose consent was invalidated, without an address. Only this installation can read it again"
              + " (import suppressions), as after a restore of an older database.")
  static final class Withdrawals extends RemoteCommand {
    @Option(
        names = "--since",
        paramLabel = "INSTANT",
        description =
            "only what was recorded from then on, as 2026-11-20T02:00:00Z: before the oldest backup you may restore")
    private Instant since = Instant.EPOCH;

    @Parameters(paramLabel = "FILE", description = "where to save it, as CSV")
    private Path file = Path.of("");

    @Override
    protected int run(ApiClient server) {
      server.save("/api/consents/withdrawals.csv?since=" + since, file);
      say("Saved to " + file + ".");
      return DONE;
    }
  }
}
