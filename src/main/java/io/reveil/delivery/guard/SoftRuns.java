package io.reveil.delivery.guard;

import io.reveil.contact.Moves;
import io.reveil.delivery.Kinds;
import io.reveil.delivery.MessageState;
import io.reveil.delivery.ReplyClass;
import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.kernel.ContactId;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether a mailbox has been out of reach for so long that it is given up: five failures in a row over fourteen days
 * (B23). The row ends with a mail that arrived and with a sign of life. Few servers say that a mail arrived; of the
 * others, it did when no report has come in the five days in which they write one.
 */
@Singleton
class SoftRuns {
  private static final int LONG_ENOUGH = 5;
  private static final Duration OVER = Duration.ofDays(14);
  /** RFC 5321 §4.5.4.1. */
  private static final Duration REPORTED_WITHIN = Duration.ofDays(5);

  private static final int LOOKED_AT = 100;

  private final Database database;
  private final Moves moves;
  private final Kinds kinds;
  private final Clock clock;

  SoftRuns(Database database, Moves moves, Kinds kinds, Clock clock) {
    this.database = database;
    this.moves = moves;
    this.kinds = kinds;
    this.clock = clock;
  }

  private enum Fate {
    SOFT,
    ARRIVED,
    /** Says nothing of the mailbox, or nothing yet. */
    NOTHING
  }

  private record Tried(String kind, Instant at, Fate fate) {}

  boolean isGivenUp(ContactId contact) {
    List<Instant> run = new ArrayList<>();
    for (Tried tried : tried(contact)) {
      if (!kinds.isToOwnAddress(tried.kind())) {
        continue;
      }
      if (tried.fate() == Fate.ARRIVED) {
        break;
      }
      if (tried.fate() == Fate.SOFT) {
        run.add(tried.at());
      }
    }
    return run.size() >= LONG_ENOUGH
        && Duration.between(run.getLast(), run.getFirst()).compareTo(OVER) >= 0;
  }

  /** The mails since the last sign of life and the last change of address, latest first. */
  private List<Tried> tried(ContactId contact) {
    Instant since = database
        .first(
            "SELECT last_sign_at FROM activity WHERE contact_id = ?",
            row -> Columns.optionalInstant(row, "last_sign_at"),
            contact.value())
        .flatMap(sign -> sign)
        .orElse(Instant.EPOCH);
    Instant moved = moves.movedAt(contact).orElse(Instant.EPOCH);
    return database.list(
        """
        SELECT kind, state, reason, bounce_class, arrived_at, settled_at
          FROM message
         WHERE contact_id = ?
           AND settled_at > ?
           AND state IN (?, ?, ?)
         ORDER BY settled_at DESC
         LIMIT ?
        """,
        this::read,
        contact.value(),
        since.isAfter(moved) ? since : moved,
        MessageState.SENT,
        MessageState.FAILED,
        MessageState.UNKNOWN,
        LOOKED_AT);
  }

  private Tried read(ResultSet row) throws SQLException {
    Instant at = Columns.instant(row, "settled_at");
    MessageState state = Columns.constant(row, "state", MessageState.class);
    boolean arrived = Columns.optionalInstant(row, "arrived_at").isPresent()
        || (state == MessageState.SENT && isBeyondReports(at));
    Optional<ReplyClass> failed = state == MessageState.FAILED
        ? Columns.optionalConstant(row, "reason", ReplyClass.class)
        : Columns.optionalConstant(row, "bounce_class", ReplyClass.class);
    return new Tried(
        row.getString("kind"),
        at,
        failed.map(SoftRuns::fate).orElse(arrived ? Fate.ARRIVED : Fate.NOTHING));
  }

  private static Fate fate(ReplyClass failed) {
    return switch (failed) {
      case SOFT -> Fate.SOFT;
      case HARD, BLOCK, CONTENT -> Fate.NOTHING;
    };
  }

  private boolean isBeyondReports(Instant at) {
    return !at.plus(REPORTED_WITHIN).isAfter(clock.instant());
  }
}
