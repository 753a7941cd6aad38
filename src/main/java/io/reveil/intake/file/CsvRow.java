package io.reveil.intake.file;

import io.reveil.web.Csv;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A row of an uploaded file. */
public record CsvRow(long line, List<String> cells, Header header) {
  private static final int LONGEST_CELL = 2_000;
  private static final int LONGEST_TEXT = 2_000;
  /** What a decoder puts where bytes are not UTF-8. */
  private static final char REPLACEMENT = '\uFFFD';

  /** What another program says by names, as a row of these columns. */
  public static CsvRow of(long line, Map<String, String> cells) {
    List<String> names = List.copyOf(cells.keySet());
    return new CsvRow(
        line,
        names.stream().map(name -> cells.getOrDefault(name, "")).toList(),
        new Header(names, cells.keySet()));
  }

  /** Refuses what makes every cell doubtful. */
  public void check() {
    if (cells.size() != header.size()) {
      throw new RowRejected(
          "",
          "COLUMN_COUNT",
          "The row has %d cells and the header %d.".formatted(cells.size(), header.size()));
    }
    for (String cell : cells) {
      if (cell.length() > LONGEST_CELL) {
        throw new RowRejected(
            "", "TOO_LONG", "A cell is longer than " + LONGEST_CELL + " characters.");
      }
      if (cell.indexOf(REPLACEMENT) >= 0) {
        throw new RowRejected(
            "", "NOT_UTF8", "A character is broken: save the file as UTF-8 and import it again.");
      }
    }
  }

  /** What stands in a column, without outer blanks; empty if nothing does or there is no such column. */
  public Optional<String> cell(String column) {
    int index = header.indexOf(column);
    return index < 0 || index >= cells.size()
        ? Optional.empty()
        : Optional.of(cells.get(index).strip()).filter(cell -> !cell.isEmpty());
  }

  /** The row as CSV, cut where it is too long to keep. */
  public String text() {
    String text = Csv.line(cells);
    if (text.length() <= LONGEST_TEXT) {
      return text;
    }
    int end =
        Character.isHighSurrogate(text.charAt(LONGEST_TEXT - 1)) ? LONGEST_TEXT - 1 : LONGEST_TEXT;
    return text.substring(0, end);
  }
}
