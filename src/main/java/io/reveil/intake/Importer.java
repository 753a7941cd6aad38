package io.reveil.intake;

import java.util.List;

/** What the rows of one run do. It remembers what it saw in the file, so each run has its own, fed in order. */
sealed interface Importer permits ContactImport, EventImport {

  /** Stores rows in one transaction. Again, it changes nothing. */
  Outcome store(List<CsvRow> rows);

  /** Takes note of rows that an earlier process stored. */
  void skip(List<CsvRow> rows);
}
