package io.reveil.intake.file;

import io.reveil.web.Moment;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * The times in a file.
 *
 * @param zone of a date without a time: its day begins there
 * @param now what lies after it has not happened
 */
public record Moments(ZoneId zone, Instant now) {
  public Optional<Instant> read(CsvRow row, String column) {
    return row.cell(column).map(text -> read(column, text));
  }

  private Instant read(String column, String text) {
    return switch (Moment.read(column, text, zone, now)) {
      case Moment.At(Instant instant) -> instant;
      case Moment.Wrong(String code, String says) -> throw new RowRejected(column, code, says);
    };
  }
}
