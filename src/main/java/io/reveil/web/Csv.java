package io.reveil.web;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.StringWriter;
import java.util.List;

/** Lines of CSV as text: what people open in a spreadsheet. */
public final class Csv {
  private Csv() {}

  public static String line(List<String> cells) {
    StringWriter text = new StringWriter();
    CsvWriter.builder()
        .lineDelimiter(LineDelimiter.LF)
        .bufferSize(0)
        .build(text)
        .writeRecord(cells);
    return text.getBuffer().substring(0, text.getBuffer().length() - 1);
  }

  /** The cells of a line that may have been cut off anywhere. */
  public static List<String> cells(String line) {
    return CsvReader.builder().allowUnclosedQuote(true).ofCsvRecord(line).stream()
        .findFirst()
        .map(CsvRecord::getFields)
        .orElse(List.of());
  }

  /** A cell that a spreadsheet takes for text, whatever it begins with (CSV injection, design section 12). */
  public static String harmless(String cell) {
    return !cell.isEmpty() && "=+-@\t\r".indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
  }

  /** A whole line of such cells, with its end. */
  public static String harmlessLine(List<String> cells) {
    return line(cells.stream().map(Csv::harmless).toList()) + "\n";
  }
}
