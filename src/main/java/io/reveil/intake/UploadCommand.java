package io.reveil.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reveil.intake.run.Kind;
import io.reveil.web.client.ApiClient;
import io.reveil.web.client.ReadableFile;
import io.reveil.web.client.RemoteCommand;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Uploads a file, waits, and says what became of its rows. Rejects alone are no failure. */
abstract class UploadCommand extends RemoteCommand {
  private static final List<String> FIGURES = List.of(
      "rows",
      "created",
      "changed",
      "unchanged",
      "merged",
      "rejected",
      "seconds",
      "consentsNotTaken",
      "sourcesNotTaken");

  private final Kind kind;

  @Parameters(paramLabel = "FILE", converter = ReadableFile.class, description = "the CSV file")
  @SuppressWarnings("NullAway.Init")
  private Path file;

  @Option(names = "--detach", description = "return when the file is uploaded, and do not wait")
  private boolean detach;

  @Option(names = "--rejects", paramLabel = "OUT.csv", description = "save the refused rows there")
  private @Nullable Path rejects;

  UploadCommand(Kind kind) {
    this.kind = kind;
  }

  /** Contacts, with the consents they gave. */
  @Command(
      name = "contacts",
      description = "Brings contacts in, with the consents they gave.",
      footer = {
        "",
        "Columns: external_id, email (at least one of them); language, country, zone, category;",
        "consent_purpose, consent_at, consent_source, consent_text (a consent counts only with all four);",
        "and the fields of config/fields.yml. Any other column is dropped and named.",
        "Customers and professionals who may be written to without consent: legal_basis, basis_sale,",
        "basis_seller, basis_refusal, basis_information, basis_contract. What each means and needs:",
        "src/docs/imports.md.",
        "",
        "Each row says where its data come from, in its column source_type or by --source-type: own_form,",
        "sale, third_party (source_name, source_at and consent_text too) or public_web (of professionals",
        "only).",
        "",
        "Example: reveil import contacts customers.csv --source-type OWN_FORM"
      })
  static final class OfContacts extends UploadCommand {
    @Option(
        names = "--source-type",
        paramLabel = "TYPE",
        description =
            "where rows come from that do not say so: OWN_FORM, SALE, THIRD_PARTY or PUBLIC_WEB")
    private @Nullable String sourceType;

    OfContacts() {
      super(Kind.CONTACTS);
    }

    @Override
    String query() {
      return sourceType == null
          ? ""
          : "&sourceType=" + URLEncoder.encode(sourceType, StandardCharsets.UTF_8);
    }
  }

  /** Purchases, logins, calls. */
  @Command(
      name = "events",
      description = "Brings in what contacts did elsewhere: purchases, logins, calls.",
      footer = {
        "",
        "Columns: external_id or email; occurred_at, type (one of reveil.activity.event-types); quantity,",
        "amount or amount_eur, event_id. Without an event_id, equal rows of one file are distinct events."
      })
  static final class OfEvents extends UploadCommand {
    OfEvents() {
      super(Kind.EVENTS);
    }
  }

  /** Addresses that must get nothing. */
  @Command(
      name = "suppressions",
      description =
          "Brings in a list of people who must not be written to, whatever their consent.",
      footer = {
        "",
        "Columns: email or digest; reason (objection, complaint or bounce; objection where it is empty). Only",
        "keyed digests of the addresses are kept. They outlive erasures and keep later imports out; people",
        "lift their own ban by a confirmed sign-up.",
        "",
        "Or external_id, for somebody with or without an address: withdraws every purpose in the ledger;",
        "with the column purpose, beside external_id or email, that one; beside purpose, the column channel names",
        "another than the purpose declares today. since: when the person said so.",
        "",
        "A digest is what “reveil suppression export” of this installation wrote, or the SHA-256 or MD5, in",
        "hexadecimal, of the address in lower case: whoever has such an address, now or later, is recognised. Of",
        "a hash made with a salt, or of another spelling, nobody can tell: it recognises nobody.",
        "",
        "Beside digests of our own export, the columns source and since are read back too, so that a restored ban",
        "keeps its label and its date; beside any other, a ban begins now and bears the label of --source.",
        "",
        "Example: reveil import suppressions optouts.csv --source \"old tool, November 2026\""
      })
  static final class OfSuppressions extends UploadCommand {
    @Option(
        names = "--source",
        required = true,
        paramLabel = "LABEL",
        description = "where the list comes from; kept with each ban")
    @SuppressWarnings("NullAway.Init")
    private String source;

    OfSuppressions() {
      super(Kind.SUPPRESSIONS);
    }

    @Override
    String query() {
      return "&source=" + URLEncoder.encode(source, StandardCharsets.UTF_8);
    }
  }

  /** People of whom nothing was ever valid. */
  @Command(
      name = "invalidations",
      description =
          "Ends the consents, or other bases, of a whole list that were never valid, as “reveil consent invalidate” ends one.",
      footer = {
        "",
        "Columns: external_id or email; purpose; channel (that of the purpose where it is empty); reason (that of",
        "--reason where it is empty); since, from when on this is known: what people gave by an act of their own",
        "after that stays. Without it, all ends that stands when the file is sent.",
        "",
        "Ended: created. Had ended before, or nothing stood: unchanged. The same file again changes nothing that",
        "people gave since, if it has the column since.",
        "",
        "Example: reveil import invalidations fair.csv --reason \"The form of the spring fair did not name us\""
      })
  static final class OfInvalidations extends UploadCommand {
    @Option(
        names = "--reason",
        required = true,
        paramLabel = "SENTENCE",
        description = "why it was never valid; it stands in the ledger, and the person may read it")
    @SuppressWarnings("NullAway.Init")
    private String reason;

    OfInvalidations() {
      super(Kind.INVALIDATIONS);
    }

    @Override
    String query() {
      return "&reason=" + URLEncoder.encode(reason, StandardCharsets.UTF_8);
    }
  }

  /** What the server must be told beside the name of the file. */
  String query() {
    return "";
  }

  @Override
  protected int run(ApiClient server) {
    String name = URLEncoder.encode(String.valueOf(file.getFileName()), StandardCharsets.UTF_8);
    JsonNode accepted = server.post(
        "/api/imports/" + kind.name().toLowerCase(Locale.ROOT) + "?name=" + name + query(),
        "text/csv",
        file);
    if (detach) {
      print(accepted, it -> "Import " + it.get("id").asText() + " is under way.");
      return DONE;
    }
    String status = accepted.get("status").asText();
    return report(
        server, watch(() -> server.get(status), UploadCommand::isOver, UploadCommand::line));
  }

  private static boolean isOver(JsonNode status) {
    return status.get("state").asText().matches("DONE|FAILED");
  }

  private static String line(JsonNode status) {
    return "%d rows, %.0f %%"
        .formatted(status.get("rows").asLong(), status.get("progress").asDouble() * 100);
  }

  private int report(ApiClient server, JsonNode status) {
    String refused = "/api/imports/" + status.get("id").asText() + "/rejects";
    ObjectNode figures = status.deepCopy();
    print(figures.retain(FIGURES), UploadCommand::words);
    Optional.ofNullable(rejects).ifPresent(out -> server.save(refused, out));
    String dropped = StreamSupport.stream(status.get("droppedColumns").spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.joining(", "));
    if (!dropped.isEmpty()) {
      say("Dropped, since nothing declares these columns: " + dropped + ".");
    }
    long notTaken = status.get("consentsNotTaken").asLong();
    if (notTaken > 0) {
      say("Consents not taken, since the person had withdrawn or refused: " + notTaken
          + ". Only their own confirmation changes that.");
    }
    long otherSources = status.get("sourcesNotTaken").asLong();
    if (otherSources > 0) {
      say("Sources not taken, since another is recorded of the person: " + otherSources + ".");
    }
    if (status.get("rejected").asLong() > 0) {
      say("The refused rows, with reasons: "
          + (rejects == null ? refused + " (or --rejects OUT.csv)" : rejects) + ".");
    }
    if (status.get("state").asText().equals("FAILED")) {
      say(status.get("failure").asText());
      return FAILED;
    }
    return DONE;
  }

  private static String words(JsonNode figures) {
    return "%d rows in %.1f s: %d created, %d changed, %d unchanged, %d merged, %d refused."
        .formatted(
            figures.get("rows").asLong(),
            figures.get("seconds").asDouble(),
            figures.get("created").asLong(),
            figures.get("changed").asLong(),
            figures.get("unchanged").asLong(),
            figures.get("merged").asLong(),
            figures.get("rejected").asLong());
  }
}
