package io.reveil.intake.file;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.reveil.kernel.Fault;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** An uploaded file, read once from its beginning: UTF-8, with or without a byte order mark. */
public final class CsvFile implements Closeable {
  private static final int LONGEST_ROW = 1 << 20;

  private final Counted bytes;
  private final CloseableIterator<CsvRecord> records;
  private final Header header;
  private long line;

  /** @param required columns without which no row can be understood */
  public CsvFile(Path file, Set<String> declared, String... required) throws IOException {
    bytes = new Counted(Files.newInputStream(file));
    records = CsvReader.builder()
        .detectBomHeader(true)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .maxBufferSize(LONGEST_ROW)
        .ofCsvRecord(bytes, StandardCharsets.UTF_8)
        .iterator();
    try {
      List<String> cells = hasNext() ? records.next().getFields() : List.of();
      header = new Header(cells, declared);
      header.require(required);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  public Header header() {
    return header;
  }

  /** The next rows, at most so many; none at the end of the file. */
  public List<CsvRow> next(int most) {
    List<CsvRow> rows = new ArrayList<>();
    while (rows.size() < most && hasNext()) {
      CsvRecord record = records.next();
      line = record.getStartingLineNumber();
      rows.add(new CsvRow(line, record.getFields(), header));
    }
    return rows;
  }

  private boolean hasNext() {
    try {
      return records.hasNext();
    } catch (CsvParseException _) {
      throw new Fault(
          Fault.Kind.INVALID,
          "NOT_CSV",
          ("The file cannot be read as CSV after line %d: a quote is left open there, or a row is longer than %d"
                  + " characters. Mend it and import it again: what is in already will be unchanged.")
              .formatted(line, LONGEST_ROW));
    }
  }

  /** How many bytes were read; a little more than the rows given out took. */
  public long bytesRead() {
    return bytes.count;
  }

  @Override
  public void close() throws IOException {
    records.close();
  }

  private static final class Counted extends FilterInputStream {
    private long count;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int one = super.read();
      count += one < 0 ? 0 : 1;
      return one;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      count += Math.max(read, 0);
      return read;
    }
  }
}
