package io.reveil.delivery.guard;

import static java.util.stream.Collectors.partitioningBy;

import io.reveil.activity.Activities;
import io.reveil.activity.Standing;
import io.reveil.activity.Status;
import io.reveil.contact.Moves;
import io.reveil.contact.Reachability;
import io.reveil.delivery.Kinds;
import io.reveil.delivery.Returns;
import io.reveil.job.Database;
import io.reveil.kernel.ContactId;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds failures against addresses, once no storm explains them (B23). */
@Singleton
class Weighing {
  /** At most 3 (CSA); a dormant address that bounces is gone, or worse, recycled (B23). */
  private static final int HARD_BOUNCE_LIMIT = 2;

  private static final int DORMANT_HARD_BOUNCE_LIMIT = 1;
  private static final int PAGE = 500;

  private final Database database;
  private final Marks marks;
  private final Storms storms;
  private final SoftRuns softRuns;
  private final Reachability reachability;
  private final Moves moves;
  private final Kinds kinds;
  private final Activities activities;
  private final List<Returns> listeners;
  private final GuardConfig config;
  private final Clock clock;

  Weighing(
      Database database,
      Marks marks,
      Storms storms,
      SoftRuns softRuns,
      Reachability reachability,
      Moves moves,
      Kinds kinds,
      Activities activities,
      List<Returns> listeners,
      GuardConfig config,
      Clock clock) {
    this.database = database;
    this.marks = marks;
    this.storms = storms;
    this.softRuns = softRuns;
    this.reachability = reachability;
    this.moves = moves;
    this.kinds = kinds;
    this.activities = activities;
    this.listeners = listeners;
    this.config = config;
    this.clock = clock;
  }

  /** What is due, a page of it; true if there may be more. One person, one transaction. */
  boolean weigh() {
    List<Mark> due = marks.due(clock.instant(), PAGE);
    List<Storm> known = storms.recent();
    Map<Boolean, List<Mark>> byWaiting = due.stream()
        .collect(partitioningBy(
            mark -> known.stream().anyMatch(storm -> storm.covers(mark) && !storm.isOver())));
    marks.postpone(byWaiting.getOrDefault(true, List.of()), clock.instant().plus(config.settle()));
    for (Mark mark : byWaiting.getOrDefault(false, List.of())) {
      boolean isForgiven = known.stream()
          .filter(storm -> storm.covers(mark))
          .anyMatch(storm -> !storm.marksKept().orElse(true));
      database.write(() -> {
        if (marks.remove(mark) && !isForgiven) {
          count(mark);
        }
      });
    }
    return due.size() == PAGE;
  }

  private void count(Mark mark) {
    switch (mark.replyClass()) {
      case HARD ->
        mail(mark).filter(mail -> isOfAddress(mark, mail)).ifPresent(mail -> {
          reachability.recordHardBounce(mark.contact(), limit(mark.contact()));
          listeners.forEach(listener -> listener.bounced(mail));
        });
      case SOFT -> {
        if (softRuns.isGivenUp(mark.contact())) {
          reachability.giveUp(mark.contact());
        }
      }
      case BLOCK, CONTENT -> {}
    }
  }

  /** Not of another that was to be confirmed, nor of a former one (A43). */
  private boolean isOfAddress(Mark mark, Returns.Mail mail) {
    return kinds.isToOwnAddress(mail.kind())
        && moves.movedAt(mark.contact()).filter(mark.offeredAt()::isBefore).isEmpty();
  }

  private Optional<Returns.Mail> mail(Mark mark) {
    return database.first(
        "SELECT kind, origin_id FROM message WHERE contact_id = ? AND message_id = ?",
        row -> new Returns.Mail(
            mark.contact(), mark.message(), row.getString("kind"), row.getLong("origin_id")),
        mark.contact().value(),
        mark.message());
  }

  private int limit(ContactId contact) {
    return Optional.ofNullable(activities.standings(List.of(contact)).get(contact))
        .map(Standing::status)
        .filter(status -> status == Status.DORMANT || status == Status.EXPIRING)
        .map(_ -> DORMANT_HARD_BOUNCE_LIMIT)
        .orElse(HARD_BOUNCE_LIMIT);
  }
}
