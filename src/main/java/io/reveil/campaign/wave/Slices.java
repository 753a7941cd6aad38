package io.reveil.campaign.wave;

import io.reveil.campaign.Arm;
import io.reveil.campaign.Campaign;
import io.reveil.campaign.Definition;
import io.reveil.campaign.Enrolment;
import io.reveil.campaign.Wave;
import io.reveil.campaign.definition.CampaignVersions;
import io.reveil.campaign.definition.Campaigns;
import io.reveil.campaign.definition.Seed;
import io.reveil.job.Database;
import io.reveil.kernel.ContactId;
import io.reveil.segment.Segments;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Plans a running wave slice by slice, follow-ups first, then newcomers.
 *
 * <p>A slice is one transaction, its mark and counts a later one. Between the two a crash leaves a slice that is met
 * again: whom it moved or let in is found so and not planned twice, and the counts are taken from the rows.
 */
@Singleton
class Slices {
  static final int SIZE = 2000;

  private final Database database;
  private final Segments segments;
  private final Waves waves;
  private final Campaigns campaigns;
  private final CampaignVersions versions;
  private final FollowUps followUps;
  private final Newcomers newcomers;
  private final Entries entries;
  private final Headcounts headcounts;

  Slices(
      Database database,
      Segments segments,
      Waves waves,
      Campaigns campaigns,
      CampaignVersions versions,
      FollowUps followUps,
      Newcomers newcomers,
      Entries entries,
      Headcounts headcounts) {
    this.database = database;
    this.segments = segments;
    this.waves = waves;
    this.campaigns = campaigns;
    this.versions = versions;
    this.followUps = followUps;
    this.newcomers = newcomers;
    this.entries = entries;
    this.headcounts = headcounts;
  }

  /** What a committed slice has done, to be marked. */
  record Done(Waves.Marks fenced, Waves.Marks next, Map<String, Long> notPlanned) {}

  /** One slice and its mark. True if there is more to plan. */
  boolean plan(Wave wave) {
    Optional<Waves.Marks> marks = waves.marks(wave);
    Optional<Done> done = marks.flatMap(from -> slice(wave, from));
    done.ifPresent(slice -> mark(wave, marks.orElseThrow(), slice));
    return done.isPresent();
  }

  /** Empty if the wave was paused or stopped, or another node is at it. */
  Optional<Done> slice(Wave wave, Waves.Marks marks) {
    Campaign campaign = campaigns.find(wave.campaignId()).orElseThrow();
    return database.write(() -> waves
        .fence(wave, marks)
        .map(fenced -> marks.followUpsTo() == Waves.Marks.END
            ? letIn(campaign, wave, fenced)
            : followUp(campaign, wave, fenced)));
  }

  private Done followUp(Campaign campaign, Wave wave, Waves.Marks fenced) {
    List<Enrolment> due = followUps.due(campaign, fenced.followUpsTo());
    followUps.plan(campaign, wave, due);
    long to = due.size() < SIZE ? Waves.Marks.END : due.getLast().contact().value();
    return new Done(fenced, new Waves.Marks(to, fenced.newcomersTo(), fenced.revision()), Map.of());
  }

  private Done letIn(Campaign campaign, Wave wave, Waves.Marks fenced) {
    Definition definition = versions.definition(campaign.id(), wave.version());
    List<ContactId> page =
        segments.page(versions.audience(campaign.id(), wave.version()), fenced.newcomersTo(), SIZE);
    Newcomers.Judged judged = newcomers.judge(wave, definition, versions.seed(campaign), page);
    entries.enter(wave, definition, judged);
    long to = page.size() < SIZE ? Waves.Marks.END : page.getLast().value();
    return new Done(
        fenced, new Waves.Marks(fenced.followUpsTo(), to, fenced.revision()), judged.notPlanned());
  }

  private void mark(Wave wave, Waves.Marks from, Done done) {
    database.write(() -> {
      Map<Arm, Long> followed =
          headcounts.followedUp(wave, from.followUpsTo(), done.next().followUpsTo());
      Map<Arm, Long> entered =
          headcounts.entered(wave, from.newcomersTo(), done.next().newcomersTo());
      Wave.People people = new Wave.People(
          followed.getOrDefault(Arm.TREATED, 0L) + entered.getOrDefault(Arm.TREATED, 0L),
          entered.getOrDefault(Arm.HELD_OUT, 0L),
          done.notPlanned());
      if (waves.advance(wave, done.fenced(), done.next(), people) && done.next().areComplete()) {
        waves.recordDigest(wave, Seed.digest(headcounts.heldOutBuckets(wave)));
      }
    });
  }
}
