package io.reveil.consent.seal;

import io.reveil.job.Columns;
import io.reveil.job.Database;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The closed blocks and their leaves: rows are added, never changed or removed. */
@Singleton
public class SealBlocks {
  private static final int PAGE = 500;

  private final Database database;

  SealBlocks(Database database) {
    this.database = database;
  }

  /** An event that no block holds yet. */
  @SuppressWarnings("ArrayRecordComponent")
  record Unsealed(byte[] subject, long eventId, Instant recordedAt, byte[] canonical) {}

  /** Where an event stands in its block. */
  public record Place(int block, int leaf) {}

  public Optional<SealedBlock> newest() {
    return database.first("""
        SELECT block_number, header, signature
          FROM seal_block
         ORDER BY block_number DESC
         LIMIT 1
        """, SealBlocks::read);
  }

  public Optional<SealedBlock> find(int number) {
    return database.first("""
        SELECT block_number, header, signature
          FROM seal_block
         WHERE block_number = ?
        """, SealBlocks::read, number);
  }

  /** Those that follow a number, in order, some hundred at a time. */
  public List<SealedBlock> listAfter(int number) {
    return database.list("""
        SELECT block_number, header, signature
          FROM seal_block
         WHERE block_number > ?
         ORDER BY block_number
         LIMIT ?
        """, SealBlocks::read, number, PAGE);
  }

  /** The number of the first block whose events are all marked, as those of all after it are. */
  public OptionalInt firstMarked() {
    Optional<SealedBlock> newest = newest().filter(SealedBlock::isMarked);
    if (newest.isEmpty()) {
      return OptionalInt.empty();
    }
    int before = 0;
    int marked = newest.get().number();
    while (marked - before > 1) {
      int middle = before + (marked - before) / 2;
      if (find(middle).filter(SealedBlock::isMarked).isPresent()) {
        marked = middle;
      } else {
        before = middle;
      }
    }
    return OptionalInt.of(marked);
  }

  /** The leaves of a block in their order, read from the index alone. */
  public List<byte[]> leaves(int block) {
    return database.list("""
        SELECT leaf_hash
          FROM seal_entry
         WHERE block_number = ?
         ORDER BY leaf_index
        """, row -> row.getBytes("leaf_hash"), block);
  }

  public Optional<Place> place(byte[] subject, long eventId) {
    return database.first(
        """
        SELECT block_number, leaf_index
          FROM seal_entry
         WHERE subject_ref = ?
           AND event_id = ?
        """,
        row -> new Place(row.getInt("block_number"), row.getInt("leaf_index")),
        subject,
        eventId);
  }

  /** Events that no block holds, from an id on, at most so many. Which they are, two indexes say alone. */
  List<Unsealed> unsealed(long from, int most) {
    return database.list(
        """
        SELECT c.subject_ref, c.event_id, c.recorded_at, c.canonical
          FROM (SELECT e.subject_ref, e.event_id
                  FROM consent_event e
                  LEFT JOIN seal_entry s ON s.subject_ref = e.subject_ref AND s.event_id = e.event_id
                 WHERE e.event_id >= ?
                   AND s.event_id IS NULL
                 ORDER BY e.event_id
                 LIMIT ?) u
          JOIN consent_event c ON c.subject_ref = u.subject_ref AND c.event_id = u.event_id
         ORDER BY c.event_id
        """,
        row -> new Unsealed(
            row.getBytes("subject_ref"),
            row.getLong("event_id"),
            Columns.instant(row, "recorded_at"),
            row.getBytes("canonical")),
        from,
        most);
  }

  /** The highest id of an event; 0 if there is none. */
  long newestEvent() {
    return database
        .first("SELECT MAX(event_id) AS newest FROM consent_event", row -> row.getLong("newest"))
        .orElse(0L);
  }

  /** The block first: of two sealers the second fails at once, before it wrote a leaf. */
  void insert(SealedBlock block, List<Unsealed> events, List<byte[]> leaves) {
    database.update(
        "INSERT INTO seal_block (block_number, header, signature) VALUES (?, ?, ?)",
        block.number(),
        block.header(),
        block.signature());
    List<Object[]> entries = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      Unsealed event = events.get(i);
      entries.add(
          new Object[] {event.subject(), event.eventId(), block.number(), i, leaves.get(i)});
    }
    database.batch("""
        INSERT INTO seal_entry (subject_ref, event_id, block_number, leaf_index, leaf_hash)
        VALUES (?, ?, ?, ?, ?)
        """, entries);
  }

  private static SealedBlock read(ResultSet row) throws SQLException {
    return new SealedBlock(
        row.getInt("block_number"), row.getBytes("header"), row.getBytes("signature"));
  }
}
