package io.reveil.web;

import io.reveil.kernel.Language;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/**
 * Dates and numbers as people write them, with the blanks that French typography asks for. Plain text: the frame of the
 * pages raises the “er” of “1er”.
 */
public final class Words {
  private static final char NARROW = '\u202F';
  private static final char HARD = '\u00A0';

  private Words() {}

  /** {@code 1er décembre 2026}, {@code 1 December 2026}. */
  public static String date(LocalDate day, Language language) {
    String month = DateTimeFormatter.ofPattern("MMMM", language.locale()).format(day);
    String number = switch (language) {
      case FR -> day.getDayOfMonth() == 1 ? "1er" : String.valueOf(day.getDayOfMonth());
      case EN -> String.valueOf(day.getDayOfMonth());
    };
    return number + HARD + month + HARD + day.getYear();
  }

  /** {@code 24 novembre 2026 à 9 h 12}, {@code 24 November 2026 at 9:12}. */
  public static String moment(ZonedDateTime moment, Language language) {
    String date = date(moment.toLocalDate(), language);
    return switch (language) {
      case FR ->
        "%s à %d%ch%c%02d".formatted(date, moment.getHour(), HARD, HARD, moment.getMinute());
      case EN -> "%s at %d:%02d".formatted(date, moment.getHour(), moment.getMinute());
    };
  }

  /** Thousands apart by a narrow blank, in both languages; a true minus. */
  public static String number(long number) {
    String digits = Long.toString(Math.abs(number));
    StringBuilder grouped = new StringBuilder(number < 0 ? "\u2212" : "");
    for (int i = 0; i < digits.length(); i++) {
      if (i > 0 && (digits.length() - i) % 3 == 0) {
        grouped.append(NARROW);
      }
      grouped.append(digits.charAt(i));
    }
    return grouped.toString();
  }
}
