package io.reveil.report.reach;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import io.reveil.web.Words;
import io.reveil.web.client.ApiClient;
import io.reveil.web.client.RemoteCommand;
import io.reveil.web.client.Speaking;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Counts the base and says whom one can reach. */
@Command(
    name = "reach",
    description =
        "Counts the base: whom one can reach for each purpose and why not the others, who fell silent month by month, and when the 36 months of whom end.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:counted", "1:the server was lost"},
    footer = {
      "",
      "Figures only, of nobody in particular. The server counts by itself once a day; the page is /console/base.",
      "",
      "Example: reveil report reach --language fr --csv reach.csv"
    })
final class ReachCommand extends RemoteCommand {
  private static final int LONGEST_BAR = 40;

  @Option(names = "--csv", paramLabel = "FILE", description = "save all figures there, too")
  private @Nullable Path csv;

  @Mixin
  private Speaking speaking = new Speaking();

  ReachCommand() {}

  @Override
  protected int run(ApiClient server) {
    String status = server.post("/api/audits", Map.of()).get("status").asText();
    watch(
        () -> server.get(status),
        answer -> answer.get("state").asText().equals("DONE"),
        answer -> words(answer, "says"));
    print(server.get("/api/reports/reach"), this::text);
    Optional.ofNullable(csv).ifPresent(file -> {
      server.save("/api/reports/reach.csv", file);
      say(in("The figures are in %s.", "Les chiffres sont dans %s.").formatted(file));
    });
    return DONE;
  }

  private String text(JsonNode report) {
    StringJoiner lines = new StringJoiner(System.lineSeparator());
    lines.add(words(report, "says"));
    if (report.path("people").asLong() == 0) {
      return lines.toString();
    }
    report.path("purposes").forEach(purpose -> purpose(lines, purpose));
    lines.add("").add(in("Month by month", "Mois par mois"));
    lines.add("%9s %9s %9s %9s %12s %9s"
        .formatted(
            "",
            in("active", "actifs"),
            in("inactive", "inactifs"),
            in("dormant", "dormants"),
            in("fell silent", "se sont tus"),
            in("came back", "revenus")));
    report
        .path("months")
        .forEach(month -> lines.add("%9s %9s %9s %9s %12s %9s"
            .formatted(
                month.path("month").asText(),
                people(month, "active"),
                people(month, "inactive"),
                people(month, "dormant"),
                people(month, "fellSilent"),
                people(month, "cameBack"))));
    limits(lines, report.path("limits"));
    hits(lines, report.path("hits"));
    providers(lines, report.path("providers"));
    return lines.toString();
  }

  private void hits(StringJoiner lines, JsonNode hits) {
    if (!hits.isEmpty()) {
      lines
          .add("")
          .add(in("Clicks and opens, as they were judged", "Clics et ouvertures, tels que jugés"));
    }
    hits.forEach(month -> lines.add("%9s %-6s %s"
        .formatted(
            month.path("month").asText(),
            month.path("kind").asText(),
            counts(month.path("classes")))));
  }

  private void providers(StringJoiner lines, JsonNode providers) {
    if (!providers.isEmpty()) {
      lines
          .add("")
          .add(in(
              "What providers refused or returned in 90 days",
              "Ce que les fournisseurs ont refusé ou rendu en 90 jours"));
    }
    providers.forEach(provider -> lines.add("%9s %-12s %s"
        .formatted(
            people(provider, "offered"),
            provider.path("provider").asText(),
            counts(provider.path("failed")))
        .stripTrailing()));
  }

  private static String counts(JsonNode byClass) {
    return byClass
        .propertyStream()
        .map(count -> count.getKey() + " " + Words.number(count.getValue().asLong()))
        .collect(joining(", "));
  }

  private void purpose(StringJoiner lines, JsonNode purpose) {
    lines.add("").add(words(purpose, "name"));
    lines.add("%9s  %s (%.1f %%)"
        .formatted(
            people(purpose, "contactable"),
            in("can be reached, by law and by mail", "joignables, en droit et par courrier"),
            purpose.path("share").asDouble() * 100));
    purpose
        .path("reasons")
        .forEach(reason -> lines.add("%9s  %s [%s]"
            .formatted(
                people(reason, "people"),
                words(reason, "says"),
                reason.path("reason").asText())));
  }

  private void limits(StringJoiner lines, JsonNode limits) {
    lines
        .add("")
        .add(in("36 months without a sign of life end", "36 mois sans signe de vie prennent fin"));
    if (limits.path("overdue").asLong() > 0) {
      lines.add("%9s %9s".formatted(in("overdue", "échus"), people(limits, "overdue")));
    }
    long most = 1;
    long later = 0;
    int shown = 0;
    for (JsonNode month : limits.path("months")) {
      long people = month.path("people").asLong();
      if (shown++ < Reaches.AHEAD) {
        most = Math.max(most, people);
      } else {
        later += people;
      }
    }
    for (JsonNode month :
        limits.path("months").valueStream().limit(Reaches.AHEAD).toList()) {
      long people = month.path("people").asLong();
      int bar = Math.toIntExact((people * LONGEST_BAR + most - 1) / most);
      lines.add("%9s %9s %s"
          .formatted(month.path("month").asText(), people(month, "people"), "▇".repeat(bar))
          .stripTrailing());
    }
    lines.add("%9s %9s".formatted(in("later", "plus tard"), Words.number(later)));
  }

  private static String people(JsonNode node, String name) {
    return Words.number(node.path(name).asLong());
  }

  private String words(JsonNode node, String name) {
    return node.path(name).path(speaking.language().tag()).asText();
  }

  private String in(String english, String french) {
    return switch (speaking.language()) {
      case EN -> english;
      case FR -> french;
    };
  }
}
