package io.reveil.campaign.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.reveil.web.client.ApiClient;
import io.reveil.web.client.ReadableFile;
import io.reveil.web.client.RemoteCommand;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Campaigns, for those who write them. */
@Command(
    name = "campaign",
    description = "Applies, lists and shows campaigns.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      CampaignCommand.Apply.class,
      CampaignCommand.ListAll.class,
      CampaignCommand.Show.class
    },
    footer = {"", "Example: reveil campaign apply config/campaigns/win-back.yml"})
public final class CampaignCommand {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this and exit")
  boolean help;

  CampaignCommand() {}

  /** Makes a document the present version. */
  @Command(
      name = "apply",
      description = {
        "Makes a document the campaign’s present version. The same text again changes nothing; who is",
        "on the way keeps the version of entry. Exits that nothing can set off as things stand are named."
      },
      footer = {
        "",
        "Keys of the document:",
        "  campaign   its name: lower-case letters, digits and -",
        "  kind       WIN_BACK",
        "  purpose    one of config/purposes.yml",
        "  audience   all, any, not; status: { in: [INACTIVE, DORMANT] };",
        "             field: { name: country, in: [FR, BE] }; event: { type: purchase, none_since: P1Y }",
        "  holdout    who gets no mail, to compare with: 0%% to 50%%; 10%% if left out",
        "  stages     1 to 10 of { id, after, template }: the first after P0D, each further one after the",
        "             delivery of the one before",
        "  exit_on    STAY, CLICK (where links are IDENTIFIED), PURCHASE, PREFERENCES, REPLY; all if left out",
        "  tracking   { opens: OFF | ANONYMOUS | DELIVERABILITY_DATE | IDENTIFIED,",
        "               links: OFF | ANONYMOUS | IDENTIFIED }, as far as installation and reader allow",
        "  at_end     SUNSET: no routine mail for who has not answered; nothing if left out"
      })
  static final class Apply extends RemoteCommand {
    @Parameters(
        paramLabel = "FILE",
        converter = ReadableFile.class,
        description = "the document, such as config/campaigns/win-back.yml")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Override
    protected int run(ApiClient server) {
      print(server.post("/api/campaigns", "application/yaml", file), Apply::sentence);
      return DONE;
    }

    private static String sentence(JsonNode applied) {
      String notes = StreamSupport.stream(applied.path("notes").spliterator(), false)
          .map(note -> "%n  %s".formatted(note.asText()))
          .collect(Collectors.joining());
      return "%s is at version %d%s%s"
          .formatted(
              applied.path("campaign").asText(),
              applied.path("version").asInt(),
              applied.path("changed").asBoolean() ? "." : ", as before: the text is the same.",
              notes);
    }
  }

  /** Lists the campaigns. */
  @Command(name = "list", description = "Lists all campaigns with version and purpose.")
  static final class ListAll extends RemoteCommand {
    @Override
    protected int run(ApiClient server) {
      print(
          server.get("/api/campaigns"),
          campaigns -> StreamSupport.stream(campaigns.spliterator(), false)
              .map(campaign -> "%s  version %d  %s"
                  .formatted(
                      campaign.path("campaign").asText(),
                      campaign.path("version").asInt(),
                      campaign.path("purpose").asText()))
              .collect(Collectors.joining(System.lineSeparator())));
      return DONE;
    }
  }

  /** Shows one campaign. */
  @Command(name = "show", description = "Shows a campaign’s present document and its waves.")
  static final class Show extends RemoteCommand {
    @Parameters(paramLabel = "CAMPAIGN", description = "its name")
    @SuppressWarnings("NullAway.Init")
    private String campaign;

    @Override
    protected int run(ApiClient server) {
      print(server.get("/api/campaigns/" + ApiClient.segment(campaign)), Show::text);
      return DONE;
    }

    private static String text(JsonNode campaign) {
      String waves = StreamSupport.stream(campaign.path("waves").spliterator(), false)
          .map(wave -> "%n# wave %s: %s"
              .formatted(wave.path("key").asText(), wave.path("state").asText()))
          .collect(Collectors.joining());
      return "# version %d%s%n%s"
          .formatted(
              campaign.path("version").asInt(), waves, campaign.path("document").asText());
    }
  }
}
