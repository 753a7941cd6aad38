package io.reveil.campaign.letter;

/** Lines as a letter in plain text has them. */
final class Lines {
  private static final int COLUMNS = 72;

  private Lines() {}

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
