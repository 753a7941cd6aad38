package io.reveil.consent.rebuild;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reveil.web.client.ApiClient;
import io.reveil.web.client.RemoteCommand;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Folds the ledger anew, stretch by stretch, over a restart of the server too. */
@Command(
    name = "rebuild",
    description =
        "Folds the ledger anew and mends every row of current_consent that says otherwise, while the server works.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every row is now what the ledger says",
      "1:with --check: some are not; or the server was lost",
      "3:refused: an event of the ledger is not as Réveil wrote it, and nothing was changed; or this node lacks a key"
    })
public final class RebuildCommand extends RemoteCommand {
  private static final int NAMED = 20;

  @Option(names = "--check", description = "change nothing, only say which rows differ")
  private boolean check;

  RebuildCommand() {}

  /** All of it is compared before the first row is mended: beside one event of somebody else nothing changes. */
  @Override
  protected int run(ApiClient server) {
    ObjectNode compared = stretches(server, true);
    boolean differs = !compared.path("differed").isEmpty();
    print(check || !differs ? compared : stretches(server, false), this::words);
    return check && differs ? FAILED : DONE;
  }

  private ObjectNode stretches(ApiClient server, boolean comparing) {
    ArrayNode differed = JsonNodeFactory.instance.arrayNode();
    Map<String, Object> question = new LinkedHashMap<>(Map.of("check", comparing));
    long compared = 0;
    long mended = 0;
    JsonNode stretch;
    do {
      stretch = patiently(() -> server.post("/api/ledger/rebuild", question));
      compared += stretch.path("compared").asLong();
      mended += stretch.path("mended").asLong();
      stretch.path("differed").forEach(differed::add);
      question.put("after", stretch.path("next").asText());
      progress(String.format(Locale.ROOT, "%,d rows …", compared));
    } while (stretch.has("next"));
    progress("");
    ObjectNode whole = JsonNodeFactory.instance.objectNode();
    whole.put("compared", compared).put("mended", mended).set("differed", differed);
    return whole;
  }

  private String words(JsonNode whole) {
    JsonNode differed = whole.path("differed");
    StringJoiner lines = new StringJoiner(System.lineSeparator());
    for (int i = 0; i < Math.min(NAMED, differed.size()); i++) {
      lines.add(differed.get(i).asText());
    }
    if (differed.size() > NAMED) {
      lines.add("and %d more; --json names them all".formatted(differed.size() - NAMED));
    }
    lines.add(String.format(
        Locale.ROOT,
        "%,d rows compared with the ledger: %,d differed, %,d mended.",
        whole.path("compared").asLong(),
        differed.size(),
        whole.path("mended").asLong()));
    return lines.toString();
  }
}
