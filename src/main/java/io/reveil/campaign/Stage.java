package io.reveil.campaign;

import java.time.LocalDate;
import java.time.Period;
import java.util.Optional;

/**
 * One step of a campaign.
 *
 * @param after the wait from the delivery of the stage before; nothing for the first, which goes out on entry
 * @param template {@code win-back/value}
 */
public record Stage(String id, Period after, String template) {
  /** How long the last stage waits for an answer before the sequence is over. */
  static final Period LAST_WINDOW = Period.ofDays(7);

  /** When the next stage is due, or the sequence is over, if this stage was delivered on this day (F3). */
  static LocalDate windowEnds(Optional<Stage> next, LocalDate delivered) {
    return delivered.plus(next.map(Stage::after).orElse(LAST_WINDOW));
  }
}
