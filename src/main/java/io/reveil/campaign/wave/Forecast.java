package io.reveil.campaign.wave;

import io.reveil.campaign.Campaign;
import io.reveil.campaign.Definition;
import io.reveil.campaign.Enrolment;
import io.reveil.campaign.Wave;
import io.reveil.campaign.definition.CampaignVersions;
import io.reveil.campaign.definition.Seed;
import io.reveil.contact.Contact;
import io.reveil.job.Database;
import io.reveil.kernel.ContactId;
import io.reveil.segment.Rule;
import io.reveil.segment.Segments;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** Says whom a wave would reach if it ran now: walks as the run does and writes the wave's row and counts only (F10). */
@Singleton
class Forecast {
  private final Database database;
  private final Segments segments;
  private final WavePeople people;
  private final CampaignVersions versions;
  private final FollowUps followUps;
  private final Newcomers newcomers;

  Forecast(
      Database database,
      Segments segments,
      WavePeople people,
      CampaignVersions versions,
      FollowUps followUps,
      Newcomers newcomers) {
    this.database = database;
    this.segments = segments;
    this.people = people;
    this.versions = versions;
    this.followUps = followUps;
    this.newcomers = newcomers;
  }

  /** What a walk has found so far. */
  private static final class Tally {
    private long planned;
    private final LongStream.Builder heldOut = LongStream.builder();
    private final Map<String, Long> notPlanned = new TreeMap<>();

    void add(Newcomers.Judged judged) {
      planned += judged.treated().size();
      judged.heldOut().stream().mapToLong(Contact::bucket).forEach(heldOut);
      judged.notPlanned().forEach((reason, people) -> notPlanned.merge(reason, people, Long::sum));
    }
  }

  void write(Campaign campaign, Wave wave) {
    Tally tally = new Tally();
    tally.planned = followUps(campaign);
    walk(campaign, wave, tally);
    long[] heldOut = tally.heldOut.build().toArray();
    database.write(() -> people.recordForecast(
        wave,
        new Wave.People(tally.planned, heldOut.length, tally.notPlanned),
        Seed.digest(heldOut)));
  }

  private long followUps(Campaign campaign) {
    long planned = 0;
    long after = 0;
    List<Enrolment> due;
    do {
      due = followUps.due(campaign, after);
      planned += followUps.forecast(campaign, due);
      after = due.isEmpty() ? after : due.getLast().contact().value();
    } while (due.size() == Slices.SIZE);
    return planned;
  }

  private void walk(Campaign campaign, Wave wave, Tally tally) {
    Definition definition = versions.definition(campaign.id(), wave.version());
    Rule audience = versions.audience(campaign.id(), wave.version());
    Seed seed = versions.seed(campaign);
    long after = 0;
    List<ContactId> page;
    do {
      page = segments.page(audience, after, Slices.SIZE);
      tally.add(newcomers.judge(wave, definition, seed, page));
      after = page.isEmpty() ? after : page.getLast().value();
    } while (page.size() == Slices.SIZE);
  }
}
