package io.reveil.consent.verify;

import com.fasterxml.jackson.databind.JsonNode;
import io.reveil.consent.history.Broken;
import io.reveil.consent.rebuild.RebuildCommand;
import io.reveil.web.client.ApiClient;
import io.reveil.web.client.RemoteCommand;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The ledger as evidence. */
@Command(
    name = "ledger",
    description = "Verifies the ledger of consents, proves single events of it, and folds it anew.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      LedgerCommand.Verify.class,
      LedgerCommand.Prove.class,
      LedgerCommand.ShowKeys.class,
      RebuildCommand.class
    },
    footer = {
      "",
      "Example: reveil ledger prove 788123456789012345 > proof.json",
      "         java src/verify/VerifyProof.java proof.json      (or python3 src/verify/verify_proof.py)"
    })
public final class LedgerCommand {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this and exit")
  boolean help;

  LedgerCommand() {}

  /** Reads all of it. */
  @Command(
      name = "verify",
      description =
          "Reads the whole ledger, first block by block, then person by person: blocks, signatures and witness,"
              + " rows, marks, values, wordings and fold. Names each fault on a line of its own, of very many the first 1,000,"
              + " and counts them all.",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:the ledger is whole",
        "1:it has faults, or the server was lost",
        "3:refused: this node lacks a key that signed it"
      })
  static final class Verify extends RemoteCommand {
    @Override
    protected int run(ApiClient server) {
      String started =
          server.post("/api/ledger/verifications", Map.of()).path("id").asText();
      JsonNode found = watch(
          () -> server.get("/api/ledger/verifications/" + started), Verify::isOver, Verify::line);
      print(found, Verify::words);
      return isWhole(found) ? DONE : FAILED;
    }

    private static boolean isOver(JsonNode verification) {
      return !verification.path("state").asText().equals("RUNNING");
    }

    private static boolean isWhole(JsonNode verification) {
      return verification.path("state").asText().equals("DONE")
          && verification.path("faultCount").asLong() == 0;
    }

    private static String line(JsonNode verification) {
      long faults = verification.path("faultCount").asLong();
      return String.format(
          Locale.ROOT,
          "%,d blocks, %,d events%s …",
          verification.path("blocks").asLong(),
          verification.path("events").asLong(),
          faults == 0 ? "" : String.format(Locale.ROOT, ", %,d faults", faults));
    }

    private static String words(JsonNode verification) {
      StringJoiner lines = new StringJoiner(System.lineSeparator());
      verification.path("faults").forEach(fault -> lines.add(fault.asText()));
      if (!verification.path("state").asText().equals("DONE")) {
        lines.add("The verification could not be finished; the server's log says why.");
      } else {
        lines.add(isWhole(verification) ? whole(verification) : faulty(verification));
        int first = verification.path("witnessedFrom").asInt();
        if (first > 1) {
          lines.add(witnessed(first));
        }
      }
      return lines.toString();
    }

    private static String witnessed(int first) {
      return String.format(
          Locale.ROOT,
          "Witnessed from block %,d only: nothing outside the database speaks for the blocks before. If this node did not"
              + " join there, its witness was lost: put it back from its backup.",
          first);
    }

    private static String faulty(JsonNode verification) {
      long faults = verification.path("faultCount").asLong();
      int told = verification.path("faults").size();
      return String.format(
          Locale.ROOT,
          "The ledger is not whole: %,d faults%s in %,d events, %,d blocks. %s",
          faults,
          told < faults ? String.format(Locale.ROOT, ", the first %,d of them told,", told) : "",
          verification.path("events").asLong(),
          verification.path("blocks").asLong(),
          Broken.ADVICE);
    }

    private static String whole(JsonNode verification) {
      long unsealed = verification.path("unsealed").asLong();
      return String.format(
          Locale.ROOT,
          "The ledger is whole: %,d events, %,d blocks. People erased: %,d, with %,d events. %s",
          verification.path("events").asLong(),
          verification.path("blocks").asLong(),
          verification.path("erasedPeople").asLong(),
          verification.path("erased").asLong(),
          unsealed == 0
              ? "All events are sealed."
              : String.format(
                  Locale.ROOT,
                  "%,d events at its end are not sealed yet: nothing protects them.",
                  unsealed));
    }
  }

  /** Proves one event. */
  @Command(
      name = "prove",
      description =
          "Prints the proof of one event as JSON: its text, the values behind it, the wording shown, and"
              + " what leads to a signed header.",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:proved",
        "1:no such event, or the server was lost",
        "3:no block holds the event yet, or this node lacks the key that signed it"
      })
  static final class Prove extends RemoteCommand {
    @Parameters(paramLabel = "EVENT", description = "the eventId of a proof or receipt")
    private long event;

    @Override
    protected int run(ApiClient server) {
      print(server.get("/api/ledger/events/" + event + "/proof"), JsonNode::toPrettyString);
      return DONE;
    }
  }

  /** Exports the public keys. */
  @Command(
      name = "keys",
      description =
          "Prints the public keys that blocks are signed with, oldest first: give them to whoever verifies.",
      subcommands = LedgerCommand.RotateKey.class)
  static final class ShowKeys extends RemoteCommand {
    @Override
    protected int run(ApiClient server) {
      print(server.get("/api/ledger/keys"), JsonNode::toPrettyString);
      return DONE;
    }
  }

  /** Makes a new key. */
  @Command(
      name = "rotate",
      description =
          "Makes a new key that signs all blocks from now on, and hands over to it with the old one; blocks"
              + " and proofs of old keys stay good.",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:the new key signs",
        "1:failed, or the server was lost",
        "3:refused: this node lacks a key, or somebody rotates just now"
      })
  static final class RotateKey extends RemoteCommand {
    @Override
    protected int run(ApiClient server) {
      print(
          server.post("/api/ledger/keys", Map.of()),
          key -> "Blocks are signed with the key " + key.path("keyId").asText()
              + " from now on; its public key is " + key.path("publicKey").asText() + ".");
      say("Copy REVEIL_HOME/keys/seal.keys of the server to every other node, and back it up.");
      return DONE;
    }
  }
}
