package io.reveil.subscription.limit;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * How full the measure of a form is. Each sign-up fills it a little, time empties it; one that would flow over makes the
 * form hold its mails back, until the measure is down to half.
 *
 * @param filledTo when it will be empty, if nobody comes any more
 * @param heldSince empty while mails leave at once
 * @param heldUntil when the last of the mails held back may leave
 */
record Valve(Instant filledTo, Optional<Instant> heldSince, Optional<Instant> heldUntil) {
  static Valve empty(Instant now) {
    return new Valve(now, Optional.empty(), Optional.empty());
  }

  /**
   * What is usual, and the pace of the rest.
   *
   * @param within the time in which so many sign-ups are usual
   * @param gap the time between two mails held back
   */
  record Limit(int signUps, Duration within, Duration gap) {
    private Duration each() {
      return within.dividedBy(signUps).truncatedTo(ChronoUnit.MICROS);
    }
  }

  /** After one more sign-up; its mail may leave at {@link #due}. */
  Valve take(Instant now, Limit limit) {
    Instant full = now.plus(limit.within());
    // No measure is fuller than full: the clock was set back, and begins anew.
    Instant from = filledTo.isAfter(full) ? now : later(filledTo, now);
    Instant next = from.plus(limit.each());
    boolean flowsOver = next.isAfter(full);
    boolean isDownToHalf = !next.isAfter(now.plus(limit.within().dividedBy(2)));
    Instant level = flowsOver ? full : next;
    return flowsOver || (heldSince.isPresent() && !isDownToHalf)
        ? new Valve(
            level,
            heldSince.or(() -> Optional.of(now)),
            Optional.of(later(heldUntil.orElse(now), now).plus(limit.gap())))
        : new Valve(level, Optional.empty(), heldUntil);
  }

  boolean isHolding() {
    return heldSince.isPresent();
  }

  /** When the mail of the sign-up that was taken last may leave. */
  Instant due(Instant now) {
    return isHolding() ? heldUntil.orElse(now) : now;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
