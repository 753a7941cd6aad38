package io.reveil.campaign.wave;

import io.reveil.campaign.Arm;
import io.reveil.campaign.Campaign;
import io.reveil.campaign.Definition;
import io.reveil.campaign.Enrolment;
import io.reveil.campaign.Wave;
import io.reveil.campaign.definition.CampaignVersions;
import io.reveil.campaign.definition.Campaigns;
import io.reveil.campaign.definition.Seed;
import io.reveil.campaign.wave.PlanningMarks.Marks;
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
  private final PlanningMarks planning;
  private final WavePeople people;
  private final Campaigns campaigns;
  private final CampaignVersions versions;
  private final FollowUps followUps;
  private final Newcomers newcomers;
  private final Entries entries;
  private final Headcounts headcounts;

  Slices(
      Database database,
      Segments segments,
      PlanningMarks planning,
      WavePeople people,
      Campaigns campaigns,
      CampaignVersions versions,
      FollowUps followUps,
      Newcomers newcomers,
      Entries entries,
      Headcounts headcounts) {
    this.database = database;
    this.segments = segments;
    this.planning = planning;
    this.people = people;
    this.campaigns = campaigns;
    this.versions = versions;
    this.followUps = followUps;
    this.newcomers = newcomers;
    this.entries = entries;
    this.headcounts = headcounts;
  }

  /** What a committed slice has done, to be marked. */
  record Done(Marks fenced, Marks next, Map<String, Long> notPlanned) {}

  /** One slice and its mark. True if there is more to plan. */
  boolean plan(Wave wave) {
    Optional<Marks> marks = planning.of(wave);
    Optional<Done> done = marks.flatMap(from -> slice(wave, from));
    done.ifPresent(slice -> mark(wave, marks.orElseThrow(), slice));
    return done.isPresent();
  }

  /** Empty if the wave was paused or stopped, or another node is at it. */
  Optional<Done> slice(Wave wave, Marks marks) {
    Campaign campaign = campaigns.find(wave.campaignId()).orElseThrow();
    return database.write(() -> planning
        .fence(wave, marks)
        .map(fenced -> marks.followUpsTo() == Marks.END
            ? letIn(campaign, wave, fenced)
            : followUp(campaign, wave, fenced)));
  }

  private Done followUp(Campaign campaign, Wave wave, Marks fenced) {
    List<Enrolment> due = followUps.due(campaign, fenced.followUpsTo());
    followUps.plan(campaign, wave, due);
    long to = due.size() < SIZE ? Marks.END : due.getLast().contact().value();
    return new Done(fenced, new Marks(to, fenced.newcomersTo(), fenced.revision()), Map.of());
  }

  private Done letIn(Campaign campaign, Wave wave, Marks fenced) {
    Definition definition = versions.definition(campaign.id(), wave.version());
    List<ContactId> page =
        segments.page(versions.audience(campaign.id(), wave.version()), fenced.newcomersTo(), SIZE);
    Newcomers.Judged judged = newcomers.judge(wave, definition, versions.seed(campaign), page);
    entries.enter(wave, definition, judged);
    long to = page.size() < SIZE ? Marks.END : page.getLast().value();
    return new Done(
        fenced, new Marks(fenced.followUpsTo(), to, fenced.revision()), judged.notPlanned());
  }

  private void mark(Wave wave, Marks from, Done done) {
    database.write(() -> {
      Map<Arm, Long> followed =
          headcounts.followedUp(wave, from.followUpsTo(), done.next().followUpsTo());
      Map<Arm, Long> entered =
          headcounts.entered(wave, from.newcomersTo(), done.next().newcomersTo());
      Wave.People brought = new Wave.People(
          followed.getOrDefault(Arm.TREATED, 0L) + entered.getOrDefault(Arm.TREATED, 0L),
          entered.getOrDefault(Arm.HELD_OUT, 0L),
          done.notPlanned());
      if (planning.advance(wave, done.fenced(), done.next(), brought)
          && done.next().areComplete()) {
        people.recordDigest(wave, Seed.digest(headcounts.heldOutBuckets(wave)));
      }
    });
  }
}
