package io.reveil.subscription.limit;

import io.micrometer.core.instrument.MeterRegistry;
import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.job.DatabaseException;
import io.reveil.job.Raced;
import io.reveil.subscription.SubscriptionConfig;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Guards people against a program that types their addresses into a form of ours by the thousand (B26). Beyond what is
 * usual for a form its DOI mails leave one by one, later, and beyond half of their link's life not at all.
 */
@Singleton
public class FormPace {
  private static final Logger LOG = LoggerFactory.getLogger(FormPace.class);

  private final Database database;
  private final Valve.Limit limit;
  private final Duration longest;
  private final MeterRegistry meters;

  FormPace(Database database, SubscriptionConfig config, MeterRegistry meters) {
    this.database = database;
    this.limit = new Valve.Limit(config.burst(), config.burstWithin(), config.heldGap());
    this.longest = config.confirmWithin().dividedBy(2);
    this.meters = meters;
  }

  /** Counts a sign-up, in the caller's transaction; when its mail may leave, empty if there is no room for it. */
  public Optional<Instant> take(String form, Instant now) {
    count(form, now);
    Valve before = find(form);
    Valve after = before.take(now, limit);
    Instant due = after.due(now);
    boolean isTooLate = due.isAfter(now.plus(longest));
    store(
        form,
        isTooLate ? new Valve(after.filledTo(), after.heldSince(), before.heldUntil()) : after);
    tell(form, before, after);
    if (after.isHolding()) {
      meters
          .counter("reveil.signups.held", "form", form, "mail", isTooLate ? "none" : "later")
          .increment();
    }
    return isTooLate ? Optional.empty() : Optional.of(due);
  }

  /** Whether the form had no burst whose mails were still leaving then, or later. */
  public boolean isQuietSince(String form, Instant then) {
    return database
        .first(
            "SELECT held_until FROM form_pace WHERE form_id = ? AND held_until >= ?",
            row -> Columns.instant(row, "held_until"),
            form,
            then)
        .isEmpty();
  }

  /** Comes first: the row is ours from here to the commit, so that sign-ups are judged one after the other. */
  private void count(String form, Instant now) {
    if (database.update("UPDATE form_pace SET sign_ups = sign_ups + 1 WHERE form_id = ?", form)
        == 1) {
      return;
    }
    try {
      database.update(
          "INSERT INTO form_pace (form_id, sign_ups, filled_to) VALUES (?, 1, ?)", form, now);
    } catch (DatabaseException e) {
      throw e.isDuplicate() ? new Raced("form_pace") : e;
    }
  }

  private Valve find(String form) {
    return database
        .first(
            "SELECT filled_to, held_since, held_until FROM form_pace WHERE form_id = ?",
            row -> new Valve(
                Columns.instant(row, "filled_to"),
                Columns.optionalInstant(row, "held_since"),
                Columns.optionalInstant(row, "held_until")),
            form)
        .orElseThrow();
  }

  private void store(String form, Valve valve) {
    database.update("""
        UPDATE form_pace
           SET filled_to = ?,
               held_since = ?,
               held_until = ?
         WHERE form_id = ?
        """, valve.filledTo(), valve.heldSince(), valve.heldUntil(), form);
  }

  private void tell(String form, Valve before, Valve after) {
    if (after.isHolding() && !before.isHolding()) {
      LOG.error(
          "form {} had more than {} sign-ups within {}: its confirmation mails are held back, one every {}."
              + " Look where the form is shown, and who posts to it",
          form,
          limit.signUps(),
          limit.within(),
          limit.gap());
      meters.counter("reveil.signups.bursts", "form", form).increment();
    } else if (before.isHolding() && !after.isHolding()) {
      LOG.info("form {} is calm again: its confirmation mails leave at once", form);
    }
  }
}
