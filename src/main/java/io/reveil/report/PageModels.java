package io.reveil.report;

import static java.time.temporal.ChronoUnit.DAYS;

import io.reveil.campaign.Campaign;
import io.reveil.campaign.Wave;
import io.reveil.campaign.WaveState;
import io.reveil.delivery.guard.Storm;
import io.reveil.delivery.queue.WaveCounts.Counts;
import io.reveil.kernel.Installation;
import io.reveil.kernel.Language;
import io.reveil.web.Words;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Figures as the plain values that templates may read: numbers are text already. */
@Singleton
class PageModels {
  private final Installation installation;

  PageModels(Installation installation) {
    this.installation = installation;
  }

  /** A campaign in the list of all. */
  Map<String, Object> row(CampaignReport report, List<Wave> waves) {
    Map<String, Object> row = new HashMap<>();
    row.put("name", report.campaign());
    row.put("purpose", report.purpose());
    row.put("people", Words.number(report.treated() + report.heldOut()));
    row.put("sent", Words.number(report.counts().sent()));
    row.put("stayed", Words.number(report.counts().stayed()));
    row.put("purchased", Words.number(report.purchased()));
    row.put("waves", waves.stream().limit(1).map(PageModels::row).toList());
    return row;
  }

  private static Map<String, Object> row(Wave wave) {
    return Map.of(
        "key", wave.key(),
        "state", state(wave.state()),
        "level", level(wave.state()),
        "matched", Words.number(wave.people().matched()),
        "planned", Words.number(wave.people().planned()),
        "heldOut", Words.number(wave.people().heldOut()));
  }

  private static String state(WaveState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  /** Where the sun stands beside a wave's state (look: “where it stands”). */
  private static String level(WaveState state) {
    return switch (state) {
      case DONE -> "4";
      case RUNNING -> "3";
      case PLANNED -> "2";
      case PAUSED -> "1";
      case STOPPED -> "x";
    };
  }

  Map<String, Object> campaign(Campaign campaign, CampaignReport report, List<Wave> waves) {
    Map<String, Object> model = new HashMap<>();
    model.put("name", report.campaign());
    model.put("purpose", report.purpose());
    model.put("version", String.valueOf(report.version()));
    model.put("since", moment(campaign.createdAt()));
    model.put("treated", Words.number(report.treated()));
    model.put("heldOut", Words.number(report.heldOut()));
    model.put("stayed", Words.number(report.counts().stayed()));
    model.put("purchased", Words.number(report.purchased()));
    model.put("unsubscribed", Words.number(report.counts().unsubscribed()));
    model.put("anybody", report.treated() + report.heldOut() > 0);
    model.put("window", window(report.lift()));
    model.put("lift", lift(report.lift()));
    model.put("stages", stages(report.stages()));
    model.put("all", stage(StageFigures.sum(report.stages())));
    model.put("reasons", reasons(report.counts().dropped()));
    model.put("exits", exits(report));
    model.put("waves", waves.stream().map(PageModels::row).toList());
    return model;
  }

  private static String window(CampaignReport.Comparison comparison) {
    Period window = Period.parse(comparison.window());
    return Words.number(DAYS.between(LocalDate.EPOCH, LocalDate.EPOCH.plus(window))) + " days";
  }

  private static Map<String, Object> lift(CampaignReport.Comparison comparison) {
    Map<String, Object> lift = new HashMap<>();
    lift.put("measurable", comparison.measurable());
    lift.put("says", comparison.says());
    comparison.measured().ifPresent(measured -> {
      Scale scale = Scale.around(measured.low(), measured.high());
      lift.put("treated", Sentences.percent(measured.treated().rate()));
      lift.put("treatedBought", Words.number(measured.treated().bought()));
      lift.put("heldOut", Sentences.percent(measured.heldOut().rate()));
      lift.put("heldOutBought", Words.number(measured.heldOut().bought()));
      lift.put("difference", Sentences.points(measured.difference()));
      lift.put("low", Sentences.points(measured.low()));
      lift.put("high", Sentences.points(measured.high()));
      lift.put("conclusive", measured.conclusive());
      lift.put("zeroAt", scale.at(0));
      lift.put("lowAt", scale.at(measured.low()));
      lift.put("highAt", scale.at(measured.high()));
      lift.put("at", scale.at(measured.difference()));
      lift.put("ticks", scale.ticks());
    });
    return lift;
  }

  private static List<Map<String, Object>> stages(List<StageFigures> stages) {
    return stages.stream().map(PageModels::stage).toList();
  }

  private static Map<String, Object> stage(StageFigures stage) {
    Counts counts = stage.counts();
    Map<String, Object> row = new HashMap<>();
    row.put("id", stage.stage());
    row.put("planned", Words.number(stage.planned()));
    row.put("sent", Words.number(counts.sent()));
    row.put("failed", Words.number(counts.failed()));
    row.put("unknown", Words.number(counts.unknown()));
    row.put("open", Words.number(counts.open()));
    row.put("notSent", Words.number(counts.notSent()));
    row.put("stayed", Words.number(counts.stayed()));
    row.put("clicked", Words.number(counts.clicked()));
    row.put("unsubscribed", Words.number(counts.unsubscribed()));
    row.put("bounced", Words.number(counts.bounced()));
    row.put("complained", Words.number(counts.complained()));
    row.put("any", stage.planned() > 0);
    return row;
  }

  /** The most frequent first. */
  private static List<Map<String, Object>> reasons(Map<String, Long> counts) {
    List<Map<String, Object>> rows = new ArrayList<>();
    counts.entrySet().stream()
        .filter(count -> count.getValue() > 0)
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .forEach(count -> rows.add(Map.of(
            "code", count.getKey(),
            "says", Sentences.reason(count.getKey()),
            "people", Words.number(count.getValue()))));
    return rows;
  }

  private static List<Map<String, Object>> exits(CampaignReport report) {
    List<Map<String, Object>> rows = new ArrayList<>();
    report.exits().entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .forEach(exit -> rows.add(Map.of(
            "code", exit.getKey(),
            "says", Sentences.exit(exit.getKey()),
            "people", Words.number(exit.getValue()))));
    if (report.completed() > 0) {
      rows.add(Map.of(
          "code", "COMPLETED",
          "says", "Let the whole sequence pass without an answer",
          "people", Words.number(report.completed())));
    }
    return rows;
  }

  Map<String, Object> wave(
      Wave wave, List<StageFigures> stages, StageFigures sum, List<Storm> stopped, long bought) {
    Counts all = sum.counts();
    long settled = all.planned() - all.open();
    Map<String, Object> model = new HashMap<>();
    model.put("campaign", wave.campaign());
    model.put("key", wave.key());
    model.put("version", String.valueOf(wave.version()));
    model.put("state", state(wave.state()));
    model.put("level", level(wave.state()));
    model.put("by", wave.createdBy());
    model.put("created", moment(wave.createdAt()));
    wave.haltedBecause().ifPresent(why -> model.put("halted", why));
    model.put(
        "stopped",
        stopped.stream()
            .map(storm -> Map.of("provider", storm.group(), "because", storm.because()))
            .toList());
    wave.startedAt().ifPresent(at -> model.put("started", moment(at)));
    wave.endedAt().ifPresent(at -> model.put("ended", moment(at)));
    model.put("matched", Words.number(wave.people().matched()));
    model.put("forecast", Words.number(wave.people().planned()));
    model.put("heldOut", Words.number(wave.people().heldOut()));
    model.put("anybodyHeldOut", wave.people().heldOut() > 0);
    model.put("notPlanned", reasons(wave.people().notPlanned()));
    model.put(
        "notPlannedAll",
        Words.number(
            wave.people().matched() - wave.people().planned() - wave.people().heldOut()));
    model.put("all", stage(sum));
    model.put("settled", Words.number(settled));
    model.put("anyOpen", all.open() > 0);
    model.put("anyUnknown", all.unknown() > 0);
    model.put("purchased", Words.number(bought));
    model.put("answers", all.sent() > 0);
    model.put("reasons", reasons(all.dropped()));
    model.put(
        "stages", stages(stages.stream().filter(stage -> stage.planned() > 0).toList()));
    model.put("bar", bar(all));
    return model;
  }

  /** Shares of the planned, in per cent, as the chart stacks them. */
  private static Map<String, Object> bar(Counts all) {
    double sent = Scale.percent(all.sent(), all.planned());
    double rest = Scale.percent(all.notSent() + all.failed() + all.unknown(), all.planned());
    return Map.of(
        "sent", Scale.text(sent),
        "rest", Scale.text(rest),
        "settled", Scale.text(sent + rest));
  }

  private String moment(Instant at) {
    return Words.moment(at.atZone(installation.zone()), Language.EN);
  }
}
