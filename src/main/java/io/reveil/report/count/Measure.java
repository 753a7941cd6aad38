package io.reveil.report.count;

import io.reveil.activity.Status;

/** What is counted of people by month: a status at its end (today's, of the present month), or a change within it (F11). */
public enum Measure {
  NEW,
  UNEXPOSED,
  ACTIVE,
  COOLING,
  INACTIVE,
  DORMANT,
  EXPIRING,
  /** Heard of at the end of the month before, and silent at the end of this one. */
  FELL_SILENT,
  /** The other way round. */
  CAME_BACK,
  /** The 36 months end in it unless the person gives a sign (A20). */
  LIMIT,
  /** They ended before today, and the person is still there. */
  OVERDUE;

  static Measure of(Status status) {
    return switch (status) {
      case NEW -> NEW;
      case UNEXPOSED -> UNEXPOSED;
      case ACTIVE -> ACTIVE;
      case COOLING -> COOLING;
      case INACTIVE -> INACTIVE;
      case DORMANT -> DORMANT;
      case EXPIRING -> EXPIRING;
    };
  }

  /** A sign of life not long ago. */
  public boolean isHeard() {
    return this == ACTIVE || this == COOLING;
  }

  /** Silent for as long as {@code reveil.activity.inactive} says. */
  public boolean isSilent() {
    return this == INACTIVE || this == DORMANT || this == EXPIRING;
  }
}
