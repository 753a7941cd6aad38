package io.reveil.contact.field;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/** What a declared field holds, hence its column. */
public enum FieldType {
  /** At most 200 characters, one line; compared sign by sign on every engine. */
  TEXT("VARCHAR(200) COLLATE utf8mb4_bin"),
  /** A whole number. */
  NUMBER("BIGINT"),
  /** ISO 8601: 2026-11-21. */
  DATE("DATE"),
  /** true or false. */
  BOOLEAN("BOOLEAN");

  private static final int LONGEST_TEXT = 200;

  private final String column;

  FieldType(String column) {
    this.column = column;
  }

  /** The type of its column, in the portable subset. */
  public String column() {
    return column;
  }

  /** Whether the database's own name for a column's type means this one. */
  public boolean isColumn(String databaseType) {
    String reported = databaseType.toLowerCase(Locale.ROOT);
    return switch (this) {
      case TEXT -> reported.equals("varchar") || reported.equals("character varying");
      case NUMBER -> reported.equals("bigint");
      case DATE -> reported.equals("date");
      case BOOLEAN -> reported.equals("boolean") || reported.equals("tinyint");
    };
  }

  /** The value in its one spelling; empty if it is not of this type. */
  public Optional<String> normalise(String raw) {
    String text = raw.strip();
    try {
      return switch (this) {
        case TEXT ->
          Optional.of(text)
              .filter(value -> value.codePointCount(0, value.length()) <= LONGEST_TEXT)
              .filter(value -> value.codePoints().noneMatch(Character::isISOControl));
        case NUMBER -> Optional.of(Long.toString(Long.parseLong(text)));
        case DATE -> Optional.of(LocalDate.parse(text).toString());
        case BOOLEAN ->
          Optional.of(text.toLowerCase(Locale.ROOT))
              .filter(value -> value.equals("true") || value.equals("false"));
      };
    } catch (NumberFormatException | DateTimeParseException _) {
      return Optional.empty();
    }
  }

  /** A normalised value as it is bound. */
  public Object bound(String value) {
    return switch (this) {
      case TEXT -> value;
      case NUMBER -> Long.parseLong(value);
      case DATE -> LocalDate.parse(value);
      case BOOLEAN -> Boolean.parseBoolean(value);
    };
  }

  /** The value of a column in its one spelling. */
  public Optional<String> read(ResultSet row, String name) throws SQLException {
    return switch (this) {
      case TEXT -> Optional.ofNullable(row.getString(name));
      case NUMBER -> {
        long value = row.getLong(name);
        yield row.wasNull() ? Optional.empty() : Optional.of(Long.toString(value));
      }
      case DATE ->
        Optional.ofNullable(row.getObject(name, LocalDate.class)).map(LocalDate::toString);
      case BOOLEAN -> {
        boolean value = row.getBoolean(name);
        yield row.wasNull() ? Optional.empty() : Optional.of(Boolean.toString(value));
      }
    };
  }

  /** What is expected, to be read after "must be". */
  String expectation() {
    return switch (this) {
      case TEXT -> "one line of at most " + LONGEST_TEXT + " characters";
      case NUMBER -> "a whole number";
      case DATE -> "a date such as 2026-11-21";
      case BOOLEAN -> "true or false";
    };
  }
}
