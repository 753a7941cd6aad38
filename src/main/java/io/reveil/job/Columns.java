package io.reveil.job;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How Java values stand in columns: instants as UTC DATETIME(6), enums by name, an empty Optional as NULL. */
public final class Columns {
  private Columns() {}

  static void bind(PreparedStatement statement, int index, @Nullable Object value)
      throws SQLException {
    switch (value) {
      case null -> statement.setNull(index, Types.VARCHAR);
      case Optional<?> optional -> bind(statement, index, optional.orElse(null));
      case Instant instant -> statement.setObject(index, utc(instant));
      case Enum<?> constant -> statement.setString(index, constant.name());
      // By name, since a driver asks all its codecs which of them knows an object.
      case Long number -> statement.setLong(index, number);
      case Integer number -> statement.setInt(index, number);
      case String text -> statement.setString(index, text);
      default -> statement.setObject(index, value);
    }
  }

  /** As stored: without a zone, since the session's zone must not matter, and without nanoseconds. */
  public static LocalDateTime utc(Instant instant) {
    return LocalDateTime.ofInstant(instant.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC);
  }

  public static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
  }

  public static Optional<Instant> optionalInstant(ResultSet row, String column)
      throws SQLException {
    return Optional.ofNullable(row.getObject(column, LocalDateTime.class))
        .map(time -> time.toInstant(ZoneOffset.UTC));
  }

  public static Optional<LocalDate> optionalDate(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, LocalDate.class));
  }

  public static LocalDate date(ResultSet row, String column) throws SQLException {
    return row.getObject(column, LocalDate.class);
  }

  public static Optional<Long> optionalLong(ResultSet row, String column) throws SQLException {
    long read = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(read);
  }

  public static Optional<String> optionalText(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }

  public static <E extends Enum<E>> E constant(ResultSet row, String column, Class<E> type)
      throws SQLException {
    return Enum.valueOf(type, row.getString(column));
  }

  public static <E extends Enum<E>> Optional<E> optionalConstant(
      ResultSet row, String column, Class<E> type) throws SQLException {
    return optionalText(row, column).map(name -> Enum.valueOf(type, name));
  }
}
