package io.reveil.report;

import io.reveil.campaign.Arm;
import io.reveil.campaign.Campaign;
import io.reveil.campaign.EnrolmentState;
import io.reveil.campaign.Wave;
import io.reveil.campaign.definition.Campaigns;
import io.reveil.campaign.sequence.Ways;
import io.reveil.campaign.wave.Waves;
import io.reveil.delivery.guard.Storm;
import io.reveil.delivery.guard.Storms;
import io.reveil.delivery.queue.WaveCounts;
import io.reveil.delivery.queue.WaveCounts.Counts;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds up what became of messages and people, at rest. */
@Singleton
class Figures {
  private final WaveCounts counts;
  private final Campaigns campaigns;
  private final Ways ways;
  private final Waves waves;
  private final Buyers buyers;
  private final Storms storms;
  private final ReportConfig config;

  Figures(
      WaveCounts counts,
      Campaigns campaigns,
      Ways ways,
      Waves waves,
      Buyers buyers,
      Storms storms,
      ReportConfig config) {
    this.counts = counts;
    this.campaigns = campaigns;
    this.ways = ways;
    this.waves = waves;
    this.buyers = buyers;
    this.storms = storms;
    this.config = config;
  }

  Campaign campaign(String name) {
    return campaigns.named(name);
  }

  Wave wave(String campaign, String key) {
    return waves.named(campaign(campaign).name(), key);
  }

  /** The mails of these waves by stage, in the order of the campaign's stages. */
  List<StageFigures> stages(Campaign campaign, Collection<Wave> of) {
    Map<String, StageFigures> stages = new LinkedHashMap<>();
    campaigns
        .stages(campaign, campaign.version())
        .forEach(stage -> stages.put(stage.id(), StageFigures.none(stage.id())));
    counts
        .shares(of.stream().map(Wave::id).toList())
        .forEach(share -> stages.put(
            share.stage(),
            stages.getOrDefault(share.stage(), StageFigures.none(share.stage())).plus(share)));
    return List.copyOf(stages.values());
  }

  WaveStatus status(Wave wave) {
    Counts all = counts.of(wave.id());
    return WaveStatus.of(wave, all, stopped(all));
  }

  /** The providers whose mail is stopped, as long as mails wait (B30). */
  List<Storm> stopped(Counts all) {
    return all.open() == 0 ? List.of() : storms.stopped();
  }

  /** How many of those whom this wave wrote to first have bought since, in time. */
  long bought(Wave wave) {
    return buyers.count(campaign(wave.campaign()), List.of(wave)).getOrDefault(Arm.TREATED, 0L);
  }

  CampaignReport report(Campaign campaign) {
    List<Wave> all = waves.list(campaign);
    List<StageFigures> stages = stages(campaign, all);
    Counts sum = StageFigures.sum(stages).counts();
    People people = people(campaign);
    Map<Arm, Long> bought = buyers.count(campaign, all);
    Lift lift = buyers.isKnown()
        ? Lift.between(side(people, bought, Arm.TREATED), side(people, bought, Arm.HELD_OUT))
        : new Lift.NotMeasurable(
            "Lift cannot be measured: no purchase is known. Bring them in with reveil import events.");
    return new CampaignReport(
        campaign.name(),
        campaign.version(),
        campaign.purpose().id(),
        people.in(Arm.TREATED),
        people.in(Arm.HELD_OUT),
        sum.planned(),
        sum,
        bought.getOrDefault(Arm.TREATED, 0L),
        stages,
        people.exits(),
        people.completed(),
        Sentences.comparison(lift, config.attribution()));
  }

  private static Lift.Side side(People people, Map<Arm, Long> bought, Arm arm) {
    return new Lift.Side(people.in(arm), bought.getOrDefault(arm, 0L));
  }

  /** Who is or was in a campaign. Exits and completions are of those written to. */
  private record People(Map<Arm, Long> entered, Map<String, Long> exits, long completed) {
    long in(Arm arm) {
      return entered.getOrDefault(arm, 0L);
    }
  }

  private People people(Campaign campaign) {
    Map<Arm, Long> entered = new TreeMap<>();
    Map<String, Long> exits = new TreeMap<>();
    long completed = 0;
    for (Ways.Standing standing : ways.standings(campaign)) {
      entered.merge(standing.arm(), standing.people(), Long::sum);
      if (standing.arm() == Arm.TREATED) {
        standing
            .exit()
            .ifPresent(reason -> exits.merge(reason.name(), standing.people(), Long::sum));
        completed += standing.state() == EnrolmentState.COMPLETED ? standing.people() : 0;
      }
    }
    return new People(entered, exits, completed);
  }
}
