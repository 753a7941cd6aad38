package io.reveil.job;

import java.sql.SQLException;

/** What the database refused, with its cause. */
public final class DatabaseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DatabaseException(SQLException cause) {
    super(cause);
  }

  /** Whether a row with this key was there already: somebody was faster, or this is a repetition. */
  public boolean isDuplicate() {
    return Retry.isDuplicate(getCause());
  }

  /** Whether a value did not fit its column: the same again fails again (SQL state class 22). */
  public boolean isOfValue() {
    return getCause() instanceof SQLException cause
        && String.valueOf(cause.getSQLState()).startsWith("22");
  }
}
