package io.reveil.campaign.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.reveil.web.client.ApiClient;
import io.reveil.web.client.RemoteCommand;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Waves, for schedulers and those who watch them. */
@Command(
    name = "wave",
    description = "Plans, runs, watches and steers the waves of a campaign.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      WaveCommand.Plan.class,
      RunWave.class,
      WaveCommand.Status.class,
      WaveCommand.Messages.class,
      WaveCommand.Pause.class,
      WaveCommand.Resume.class,
      WaveCommand.Stop.class,
      WaveCommand.Report.class
    },
    footer = {
      "",
      "A wave is named by its key, such as the date of the scheduler: the same key is the same wave, however",
      "often it is triggered. Run one a day: it lets newcomers in and sends the next stage to who is due.",
      "",
      "Example: reveil wave plan win-back 2026-11-21, then reveil wave run win-back 2026-11-21"
    })
public final class WaveCommand {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this and exit")
  boolean help;

  WaveCommand() {}

  /** A command about one wave. */
  abstract static class OfWave extends RemoteCommand {
    @Parameters(index = "0", paramLabel = "CAMPAIGN", description = "the campaign’s name")
    @SuppressWarnings("NullAway.Init")
    String campaign;

    @Parameters(index = "1", paramLabel = "KEY", description = "the wave’s key, such as 2026-11-21")
    @SuppressWarnings("NullAway.Init")
    String key;

    final String ofCampaign() {
      return "/api/campaigns/" + ApiClient.segment(campaign);
    }

    final String waves() {
      return ofCampaign() + "/waves";
    }

    final String wave() {
      return waves() + "/" + ApiClient.segment(key);
    }

    final JsonNode trigger(ApiClient server, String action) {
      return server.post(waves(), Map.of("key", key, "action", action));
    }
  }

  /** Forecasts. */
  @Command(
      name = "plan",
      description =
          "Says whom the wave would reach if it ran now, and why not the others. Sends nothing.")
  static final class Plan extends OfWave {
    @Override
    protected int run(ApiClient server) {
      print(
          atLength(
              server,
              patient -> trigger(patient, "plan"),
              "Counting whom the wave would reach; a large base takes minutes."),
          WaveCommand::forecast);
      return DONE;
    }
  }

  /** Shows the figures. */
  @Command(name = "status", description = "Shows where the wave stands, counted at rest.")
  static final class Status extends OfWave {
    @Override
    protected int run(ApiClient server) {
      print(server.get(wave()), WaveCommand::status);
      return DONE;
    }
  }

  /** Lists messages. */
  @Command(
      name = "messages",
      description =
          "Lists the wave’s messages in contact order: contact, stage, Message-ID, state, reason.")
  static final class Messages extends OfWave {
    @Option(
        names = "--state",
        description = "only these: QUEUED, SENT, DEFERRED, HELD, FAILED, DROPPED or UNKNOWN")
    private String state = "";

    @Override
    protected int run(ApiClient server) {
      String only = state.isEmpty() ? "" : "&state=" + ApiClient.segment(state);
      printAll(
          last -> server.get(wave()
              + "/messages?limit=1000&after="
              + (last == null ? "0" : last.path("contact").asText())
              + only),
          Messages::line);
      return DONE;
    }

    private static String line(JsonNode message) {
      return "%s  %s  %s  %s  %s"
          .formatted(
              message.path("contact").asText(),
              message.path("stage").asText(),
              message.path("messageId").asText(),
              message.path("state").asText(),
              message.path("reason").asText())
          .stripTrailing();
    }
  }

  /** Changes the wave's state by the act that the command is named after. */
  abstract static class Steering extends OfWave {
    @Override
    protected final int run(ApiClient server) {
      print(server.post(wave() + "/" + name(), Map.of()), WaveCommand::state);
      return DONE;
    }
  }

  /** Pauses. */
  @Command(name = "pause", description = "Holds the wave: nothing new is planned or sent.")
  static final class Pause extends Steering {}

  /** Resumes. */
  @Command(name = "resume", description = "Lets a paused wave go on.")
  static final class Resume extends Steering {}

  /** Stops. */
  @Command(
      name = "stop",
      description = {
        "Ends the wave for good: what has not left is dropped, and those it was for leave the sequence.",
        "Whose mail has left stays in it: the next stage comes with a later wave."
      })
  static final class Stop extends Steering {}

  /** Shows the results. */
  @Command(
      name = "report",
      description =
          "Shows the results of the wave’s campaign: answers, and treated against held out.")
  static final class Report extends OfWave {
    @Override
    protected int run(ApiClient server) {
      server.get(wave());
      print(server.get(ofCampaign() + "/report"), JsonNode::toPrettyString);
      return DONE;
    }
  }

  static String state(JsonNode wave) {
    return "Wave %s of %s is %s."
        .formatted(
            wave.path("key").asText(),
            wave.path("campaign").asText(),
            wave.path("state").asText());
  }

  private static String forecast(JsonNode wave) {
    return state(wave)
        + people(wave)
        + count("planned", wave.path("planned"))
        + reasons("not planned", wave.path("notPlanned"));
  }

  static String status(JsonNode wave) {
    StringBuilder text = new StringBuilder(state(wave));
    if (wave.hasNonNull("haltedBecause")) {
      text.append("%nIt paused by itself: %s%nMend that, then ./reveil wave resume %s %s."
          .formatted(
              wave.path("haltedBecause").asText(),
              wave.path("campaign").asText(),
              wave.path("key").asText()));
    }
    wave.path("stoppedProviders")
        .properties()
        .forEach(stopped ->
            text.append("%nNo mail leaves to %s: %s%nMend that, then ./reveil bounce release %s."
                .formatted(stopped.getKey(), stopped.getValue().asText(), stopped.getKey())));
    text.append(people(wave));
    for (String figure : new String[] {"planned", "sent", "failed", "unknown", "open"}) {
      text.append(count(figure, wave.path(figure)));
    }
    text.append(reasons("dropped", wave.path("dropped")));
    for (String figure : new String[] {"stayed", "unsubscribed", "bounced", "complained"}) {
      text.append(count(figure, wave.path(figure)));
    }
    return text.toString();
  }

  private static String people(JsonNode wave) {
    return count("matched", wave.path("matched")) + count("held out", wave.path("heldOut"));
  }

  private static String count(String name, JsonNode number) {
    return "%n%10d  %s".formatted(number.asLong(), name);
  }

  private static String reasons(String name, JsonNode byReason) {
    return byReason.properties().stream()
        .map(reason -> count(name + ", " + reason.getKey(), reason.getValue()))
        .collect(Collectors.joining());
  }
}
