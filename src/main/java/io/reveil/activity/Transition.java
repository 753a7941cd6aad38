package io.reveil.activity;

import io.reveil.kernel.ContactId;
import java.time.LocalDate;

/**
 * Somebody's change of status on a day.
 *
 * @param silentSince the last day on which something was heard of them before it
 */
public record Transition(ContactId contact, Change change, LocalDate silentSince) {

  /** By time passing, or back by a sign of life. */
  public enum Change {
    COOLING,
    INACTIVE,
    DORMANT,
    EXPIRING,
    CAME_BACK
  }
}
