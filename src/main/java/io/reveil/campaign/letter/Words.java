package io.reveil.campaign.letter;

import io.reveil.kernel.Language;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;

/** Dates and lines as a letter has them. */
final class Words {
  private static final int COLUMNS = 72;

  private Words() {}

  /** 8 décembre 2026, 8 December 2026, with blanks that do not break. */
  static String day(LocalDate day, Language language) {
    String words =
        day.format(DateTimeFormatter.ofPattern("d\u00a0MMMM\u00a0yyyy", language.locale()));
    boolean isFrenchFirst = language == Language.FR && day.getDayOfMonth() == 1;
    return isFrenchFirst ? "1er" + words.substring(1) : words;
  }

  /** Lines of at most 72 columns, broken at blanks. */
  static String wrap(String text) {
    StringBuilder lines = new StringBuilder();
    int column = 0;
    for (String word : text.split(" ", -1)) {
      if (column > 0 && column + 1 + word.length() > COLUMNS) {
        lines.append('\n');
        column = 0;
      } else if (column > 0) {
        lines.append(' ');
        column++;
      }
      lines.append(word);
      column += word.length();
    }
    return lines.toString();
  }
}
