package io.reveil.report.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.reveil.kernel.Language;
import io.reveil.web.Words;
import io.reveil.web.client.ApiClient;
import io.reveil.web.client.RemoteCommand;
import io.reveil.web.client.Speaking;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Audits the base and tells the result as a report. */
@Command(
    name = "audit",
    description =
        "Counts the whole base: who may be written to, on what proof, what is missing and what to do about it.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:audited, whatever was found", "1:the server was lost"},
    footer = {
      "",
      "Run it after an import. It changes nothing but the figures of the page /console/audit. The list",
      "has a line for each contact and purpose, with its basis, evidence, source and age, and no address.",
      "",
      "Example: reveil audit --language fr --csv audit.csv"
    })
public final class AuditCommand extends RemoteCommand {
  @Option(names = "--csv", paramLabel = "FILE", description = "save the whole list there, too")
  private @Nullable Path csv;

  @Mixin
  private Speaking speaking = new Speaking();

  AuditCommand() {}

  @Override
  protected int run(ApiClient server) {
    String status = server.post("/api/audits", Map.of()).get("status").asText();
    JsonNode audit = watch(
        () -> server.get(status),
        answer -> answer.get("state").asText().equals("DONE"),
        this::says);
    print(audit, this::report);
    Optional.ofNullable(csv).ifPresent(file -> {
      server.save("/api/audits/contacts.csv", file);
      say(inFrench() ? "La liste est dans " + file + "." : "The list is in " + file + ".");
    });
    return DONE;
  }

  private boolean inFrench() {
    return speaking.language() == Language.FR;
  }

  private String says(JsonNode said) {
    return words(said, "says");
  }

  private String words(JsonNode node, String name) {
    return node.path(name).path(speaking.language().tag()).asText();
  }

  private String report(JsonNode audit) {
    StringJoiner lines = new StringJoiner(System.lineSeparator());
    lines.add(says(audit));
    audit.path("purposes").forEach(purpose -> {
      lines
          .add("")
          .add(words(purpose, "name") + " (" + purpose.path("controller").asText() + ")");
      purpose.path("findings").forEach(finding -> add(lines, finding));
    });
    audit.path("fields").forEach(field -> {
      if (!field.path("finding").asText().equals("USED")) {
        lines
            .add("")
            .add((inFrench() ? "Champ " : "Field ") + field.path("field").asText());
        add(lines, field);
        lacking(field).ifPresent(lines::add);
      }
    });
    return lines.toString();
  }

  private Optional<String> lacking(JsonNode field) {
    String names =
        field.path("lacking").valueStream().map(JsonNode::asText).collect(Collectors.joining(", "));
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of("           "
            + (inFrench() ? "finalités qui manquent : " : "purposes that lack: ")
            + names);
  }

  private void add(StringJoiner lines, JsonNode counted) {
    lines.add("%9s  %s [%s]"
        .formatted(
            Words.number(counted.path("people").asLong()),
            words(counted, "reason"),
            counted.path("finding").asText()));
    lines.add("           → " + words(counted, "action"));
  }
}
