package io.reveil.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** So many messages in a time: {@code 200/s}, {@code 500/h}. */
public record Rate(long count, Duration time) {
  private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,5})/(s|min|h)");

  /** What a bucket held at a moment. */
  public record Level(long tokens, Instant at) {}

  /** Empty if this is no rate. */
  public static Optional<Rate> find(String text) {
    Matcher rate = TEXT.matcher(text.strip());
    if (!rate.matches()) {
      return Optional.empty();
    }
    Duration time = switch (rate.group(2)) {
      case "s" -> Duration.ofSeconds(1);
      case "min" -> Duration.ofMinutes(1);
      default -> Duration.ofHours(1);
    };
    return Optional.of(new Rate(Long.parseLong(rate.group(1)), time));
  }

  /** A full bucket holds one second's worth, and one message at least: a rest never becomes a stampede. */
  public long capacity() {
    return Math.max(1, count * 1_000 / time.toMillis());
  }

  /** The level now: whole tokens only, the rest of the time stays in {@code at}. */
  public Level fill(Level before, Instant now) {
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
