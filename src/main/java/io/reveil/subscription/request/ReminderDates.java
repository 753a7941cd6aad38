package io.reveil.subscription.request;

import io.reveil.job.Columns;
import io.reveil.job.Database;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/** When requests that still wait are reminded of. */
@Singleton
class ReminderDates {
  private final Database database;

  ReminderDates(Database database) {
    this.database = database;
  }

  Optional<Instant> find(Request request) {
    return database
        .list(
            """
            SELECT remind_at
              FROM subscription_request
             WHERE contact_id = ?
               AND request_id = ?
            """,
            row -> Columns.optionalInstant(row, "remind_at"),
            request.contact().value(),
            request.id())
        .stream()
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** Has a request that still waits reminded of later. */
  void set(Request request, Instant at) {
    database.update("""
        UPDATE subscription_request
           SET remind_at = ?
         WHERE contact_id = ?
           AND request_id = ?
           AND state = 'PENDING'
        """, at, request.contact().value(), request.id());
  }

  /** Takes its reminder from a request that still waits. True: this call did it, and nobody else will. */
  boolean take(Request request) {
    return database.update("""
            UPDATE subscription_request
               SET remind_at = NULL
             WHERE contact_id = ?
               AND request_id = ?
               AND state = 'PENDING'
               AND remind_at IS NOT NULL
            """, request.contact().value(), request.id()) == 1;
  }
}
