package io.reveil.consent.verify;

import io.reveil.job.Database;
import jakarta.inject.Singleton;

/**
 * Entries of blocks that the ledger does not have: the sealer takes their events for sealed and passes them over, so that
 * nothing protects them (E8). What is missing between two blocks, the chain tells.
 */
@Singleton
class EntryCheck {
  /** Read in one statement, which sees a block with its entries or neither: blocks are closed while we read. */
  private static final String BEYOND = """
        FROM seal_entry l
        LEFT JOIN consent_event e ON e.subject_ref = l.subject_ref AND e.event_id = l.event_id
       WHERE l.block_number < 1
          OR l.block_number > (SELECT COALESCE(MAX(b.block_number), 0) FROM seal_block b)
      """;

  private static final String LIST = """
      SELECT l.block_number, MIN(l.event_id) AS event_id, COUNT(*) - 1 AS others
      """ + BEYOND + """
       GROUP BY l.block_number
       ORDER BY l.block_number
       LIMIT ?
      """;

  private static final String COUNT = """
      SELECT COUNT(DISTINCT l.block_number) AS blocks, COUNT(e.event_id) AS events
      """ + BEYOND;

  private final Database database;

  EntryCheck(Database database) {
    this.database = database;
  }

  private record Beyond(long blocks, long events) {}

  /** The rows were counted as sealed where they have an entry. */
  void run(Tally tally) {
    Beyond beyond = database
        .first(COUNT, row -> new Beyond(row.getLong("blocks"), row.getLong("events")))
        .orElseThrow();
    if (beyond.blocks() == 0) {
      return;
    }
    tally.events(0, beyond.events());
    database
        .list(
            LIST,
            row -> sentence(
                row.getInt("block_number"), row.getLong("event_id"), row.getLong("others")),
            Tally.TOLD)
        .forEach(tally::add);
    tally.untold(Math.max(0, beyond.blocks() - Tally.TOLD));
  }

  private static String sentence(int block, long event, long others) {
    return "Event " + event + " is entered in block " + block + ", which the ledger does not have"
        + (others == 0 ? "" : ", with " + others + " more")
        + ": nothing seals it. The entry was added, or the block deleted, past Réveil.";
  }
}
