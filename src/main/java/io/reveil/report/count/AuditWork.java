package io.reveil.report.count;

import io.reveil.contact.Contact;
import io.reveil.contact.Contacts;
import io.reveil.job.Leases;
import io.reveil.job.Recurring;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Counts the base, a page a round, on one node at a time. Killed, the next round goes on at the mark. */
@Singleton
class AuditWork implements Recurring {
  private static final String LEASE = "audit";
  /** Much longer than a page takes. */
  private static final Duration LEASED = Duration.ofSeconds(30);

  private final AuditRuns runs;
  private final Base base;
  private final Telling telling;
  private final Lives lives;
  private final Contacts contacts;
  private final Leases leases;
  private final Clock clock;

  AuditWork(
      AuditRuns runs,
      Base base,
      Telling telling,
      Lives lives,
      Contacts contacts,
      Leases leases,
      Clock clock) {
    this.runs = runs;
    this.base = base;
    this.telling = telling;
    this.lives = lives;
    this.contacts = contacts;
    this.leases = leases;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "audit";
  }

  @Override
  public Duration pause() {
    return Duration.ofSeconds(1);
  }

  @Override
  public boolean round() {
    return runs.underWay()
        .filter(_ -> leases.claim(LEASE, LEASED))
        .map(this::advance)
        .orElse(false);
  }

  private boolean advance(AuditRun run) {
    List<Contact> page = base.page(run.markTo());
    if (page.isEmpty()) {
      runs.complete(run);
      leases.release(LEASE);
      return false;
    }
    Instant now = clock.instant();
    List<Judged> judged = base.judge(page);
    Tally tally = new Tally(
        judged,
        contacts.fields(page.stream().map(Contact::id).toList()).values(),
        telling.count(page, judged, now),
        lives.count(page, run.startedAt()),
        now);
    runs.advance(run, page.getLast().id().value(), tally);
    return true;
  }
}
