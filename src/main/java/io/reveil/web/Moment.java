package io.reveil.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/** When something happened, as people write it in a file or a request. */
public sealed interface Moment {
  Instant OLDEST = Instant.parse("1970-01-01T00:00:00Z");

  record At(Instant instant) implements Moment {}

  /** @param code stable: {@code BAD_DATE}, {@code FUTURE} */
  record Wrong(String code, String says) implements Moment {}

  /**
   * An instant, or a date.
   *
   * @param name what it stands under
   * @param zone of a date without a time: its day begins there
   * @param now what lies after it has not happened
   */
  static Moment read(String name, String text, ZoneId zone, Instant now) {
    try {
      Instant instant = text.indexOf('T') < 0
          ? LocalDate.parse(text).atStartOfDay(zone).toInstant()
          : OffsetDateTime.parse(text).toInstant();
      if (instant.isAfter(now)) {
        return new Wrong("FUTURE", name + " lies in the future.");
      }
      return instant.isBefore(OLDEST)
          ? new Wrong("BAD_DATE", name + " lies before 1970.")
          : new At(instant.truncatedTo(ChronoUnit.MICROS));
    } catch (DateTimeParseException _) {
      return new Wrong(
          "BAD_DATE",
          name + " must be a moment such as 2026-11-21T12:00:00Z or a date such as 2026-11-21.");
    }
  }
}
