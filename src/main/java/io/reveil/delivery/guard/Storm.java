package io.reveil.delivery.guard;

import java.time.Instant;
import java.util.Optional;

/**
 * A time in which a provider refused us.
 *
 * @param group of the provider
 * @param began when the mail left that failed first
 * @param because for the operator; holds no address
 * @param ended when an operator let its mail go again; empty as long as it is stopped
 * @param marksKept whether what failed in it counts against addresses; empty as long as nobody said
 */
public record Storm(
    String group,
    Instant began,
    Instant seen,
    String because,
    Optional<Instant> ended,
    Optional<Boolean> marksKept) {
  boolean isOver() {
    return ended.isPresent();
  }

  /** While it lasts, everything of its provider waits; when it is over, it speaks of what left in it. */
  boolean covers(Mark mark) {
    return mark.group().equals(group)
        && ended
            .map(end -> !mark.offeredAt().isBefore(began) && mark.offeredAt().isBefore(end))
            .orElse(true);
  }
}
