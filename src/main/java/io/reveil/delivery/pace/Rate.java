package io.reveil.delivery.pace;

import io.reveil.kernel.Fault;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** So many messages in a time: {@code 200/s}, {@code 500/h}. */
record Rate(long count, Duration time) {
  private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,5})/(s|min|h)");

  /** What a bucket held at a moment. */
  record Level(long tokens, Instant at) {}

  static Rate parse(String property, String text) {
    Matcher rate = TEXT.matcher(text.strip());
    if (!rate.matches()) {
      throw Fault.invalid(property, property + " must be a rate such as 200/s, 600/min or 500/h.");
    }
    Duration time = switch (rate.group(2)) {
      case "s" -> Duration.ofSeconds(1);
      case "min" -> Duration.ofMinutes(1);
      default -> Duration.ofHours(1);
    };
    return new Rate(Long.parseLong(rate.group(1)), time);
  }

  /** A full bucket holds one second's worth, and one message at least: a rest never becomes a stampede. */
  long capacity() {
    return Math.max(1, count * 1_000 / time.toMillis());
  }

  /** The level now: whole tokens only, the rest of the time stays in {@code at}. */
  Level fill(Level before, Instant now) {
    long perToken = time.dividedBy(ChronoUnit.MICROS.getDuration()) / count;
    long passed = Math.max(0, ChronoUnit.MICROS.between(before.at(), now));
    long added = passed / perToken;
    if (before.tokens() + added >= capacity()) {
      return new Level(capacity(), now);
    }
    return new Level(
        before.tokens() + added, before.at().plus(added * perToken, ChronoUnit.MICROS));
  }
}
