package io.reveil.access;

import io.reveil.job.Database;
import io.reveil.job.Ids;
import io.reveil.job.Recurring;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Sessions of operators in the console. A one-time link becomes a session by a compare-and-set; both are rows, so they
 * survive a restart, and are known by a digest only.
 */
@Singleton
class Sessions implements Recurring {
  static final Duration LINK = Duration.ofMinutes(10);
  static final Duration SESSION = Duration.ofHours(12);

  private final Database database;
  private final Ids ids;
  private final Clock machine;

  Sessions(Database database, Ids ids, @Named("machine") Clock machine) {
    this.database = database;
    this.ids = ids;
    this.machine = machine;
  }

  /** The secret of a link that opens one session, and until when. */
  record Link(String secret, Instant validUntil) {}

  Link link(String operator) {
    String secret = Secrets.make();
    Instant now = machine.instant();
    database.update("""
        INSERT INTO console_session (session_id, digest, state, operator, created_at, valid_until)
        VALUES (?, ?, 'LINK', ?, ?, ?)
        """, ids.next(), Secrets.digest(secret), operator, now, now.plus(LINK));
    return new Link(secret, now.plus(LINK));
  }

  /** The secret of a new session. Empty: the link is unknown, too old, or was used. */
  Optional<String> open(String link) {
    String secret = Secrets.make();
    Instant now = machine.instant();
    int opened =
        database.update("""
        UPDATE console_session
           SET state = 'OPEN',
               digest = ?,
               valid_until = ?
         WHERE digest = ?
           AND state = 'LINK'
           AND valid_until > ?
        """, Secrets.digest(secret), now.plus(SESSION), Secrets.digest(link), now);
    return opened == 1 ? Optional.of(secret) : Optional.empty();
  }

  /** The name of the operator whose session this is. */
  Optional<String> operator(String secret) {
    return database.first(
        """
        SELECT operator
          FROM console_session
         WHERE digest = ?
           AND state = 'OPEN'
           AND valid_until > ?
        """, row -> row.getString("operator"), Secrets.digest(secret), machine.instant());
  }

  void close(String secret) {
    database.update(
        "DELETE FROM console_session WHERE digest = ?", new Object[] {Secrets.digest(secret)});
  }

  @Override
  public String name() {
    return "console-sessions";
  }

  @Override
  public Duration pause() {
    return Duration.ofHours(1);
  }

  /** Forgets links and sessions whose time is over. */
  @Override
  public boolean round() {
    database.update("DELETE FROM console_session WHERE valid_until <= ?", machine.instant());
    return false;
  }
}
