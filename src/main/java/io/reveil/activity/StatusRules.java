package io.reveil.activity;

import jakarta.inject.Singleton;
import java.time.LocalDate;

/** The windows of F1 and F2, as a function and as the same condition in SQL. */
@Singleton
public final class StatusRules {
  StatusRules() {}

  /** The day's status of what an {@code activity} row says. */
  public Status statusOn(
      LocalDate today,
      LocalDate silentSince,
      boolean everSeen,
      boolean hasCrmEvent,
      int exposures) {
    throw new UnsupportedOperationException();
  }

  /** The same over the columns of {@code activity} under the alias {@code a}: a range of dates. */
  public SqlCondition matches(Status status, LocalDate today) {
    throw new UnsupportedOperationException();
  }

  /** A20: 36 months after the last sign of life, or after collection. */
  public LocalDate retentionDueOn(LocalDate silentSince) {
    throw new UnsupportedOperationException();
  }

  /** Today in the controller's zone. */
  public LocalDate today() {
    throw new UnsupportedOperationException();
  }
}
