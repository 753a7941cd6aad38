package io.reveil.intake.file;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The times in a file.
 *
 * @param zone of a date without a time: its day begins there
 * @param now what lies after it has not happened
 */
public record Moments(ZoneId zone, Instant now) {
  private static final Instant OLDEST = Instant.parse("1970-01-01T00:00:00Z");

  public Optional<Instant> read(CsvRow row, String column) {
    return row.cell(column).map(text -> read(column, text));
  }

  private Instant read(String column, String text) {
    Instant moment = parse(column, text);
    if (moment.isAfter(now)) {
      throw new RowRejected(column, "FUTURE", column + " lies in the future.");
    }
    if (moment.isBefore(OLDEST)) {
      throw new RowRejected(column, "BAD_DATE", column + " lies before 1970.");
    }
    return moment.truncatedTo(ChronoUnit.MICROS);
  }

  private Instant parse(String column, String text) {
    try {
      return text.indexOf('T') < 0
          ? LocalDate.parse(text).atStartOfDay(zone).toInstant()
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException _) {
      throw new RowRejected(
          column,
          "BAD_DATE",
          column + " must be a moment such as 2026-11-21T12:00:00Z or a date such as 2026-11-21.");
    }
  }
}
