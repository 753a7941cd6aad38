package io.reveil.consent.seal;

import static java.util.stream.Collectors.groupingBy;

import io.reveil.consent.canonical.Mark;
import io.reveil.consent.canonical.Marks;
import io.reveil.consent.seal.SealBlocks.Unsealed;
import io.reveil.job.Database;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Closes one block, over events that Réveil wrote. Those from before events were marked go into blocks of their own, as
 * they stand; once a block of marked ones is closed, whatever bears no mark of ours stays outside (E8).
 */
@Singleton
class Closing {
  private static final HexFormat HEX = HexFormat.of();

  private final Database database;
  private final SealBlocks blocks;
  private final SealKeys keys;
  private final Marks marks;
  private final Clock clock;

  Closing(Database database, SealBlocks blocks, SealKeys keys, Marks marks, Clock clock) {
    this.database = database;
    this.blocks = blocks;
    this.keys = keys;
    this.marks = marks;
    this.clock = clock;
  }

  /**
   * What came of it.
   *
   * @param read the events that no block held
   * @param foreign those among them that Réveil did not write as they stand
   * @param again whether some of ours were left for the next block
   */
  record Closed(List<Unsealed> read, List<Unsealed> foreign, boolean again) {}

  /** From an event on, over at most so many; empty if this node lacks the key of the newest block, and closes none. */
  Optional<Closed> close(long from, int most) {
    return database.write(() -> block(from, most));
  }

  /**
   * The newest header is read before the events: whoever closes a block between the two takes our number. After a block
   * of a key that this node lacks it closes none: an old key never signs again after a newer one.
   */
  private Optional<Closed> block(long from, int most) {
    Optional<SealedBlock> newest = blocks.newest();
    if (newest.filter(block -> !keys.ids().contains(block.keyId())).isPresent()) {
      return Optional.empty();
    }
    List<Unsealed> read = blocks.unsealed(from, most);
    Map<Mark, List<Unsealed>> found = read.stream()
        .collect(groupingBy(event ->
            marks.judge(HEX.formatHex(event.subject()), event.eventId(), event.canonical())));
    List<Unsealed> ours = found.getOrDefault(Mark.OURS, List.of());
    List<Unsealed> unmarked = found.getOrDefault(Mark.NONE, List.of());
    List<Unsealed> foreign = new ArrayList<>(found.getOrDefault(Mark.FOREIGN, List.of()));
    if (newest.filter(SealedBlock::isMarked).isPresent()) {
      foreign.addAll(unmarked);
      unmarked = List.of();
    }
    boolean marked = unmarked.isEmpty();
    List<Unsealed> events = marked ? ours : unmarked;
    if (!events.isEmpty()) {
      insert(newest, marked, events);
    }
    return Optional.of(new Closed(read, foreign, !marked && !ours.isEmpty()));
  }

  private void insert(Optional<SealedBlock> newest, boolean marked, List<Unsealed> events) {
    List<byte[]> leaves =
        events.stream().map(event -> Merkle.leaf(event.canonical())).toList();
    String signing = keys.newest();
    BlockHeader header = new BlockHeader(
        marked,
        newest.map(SealedBlock::number).orElse(0) + 1,
        newest.map(SealedBlock::hash).orElse(BlockHeader.NONE),
        HEX.formatHex(Merkle.root(leaves)),
        leaves.size(),
        clock.instant().truncatedTo(ChronoUnit.MICROS),
        signing);
    byte[] bytes = header.bytes();
    blocks.insert(
        new SealedBlock(header.number(), bytes, keys.sign(signing, bytes)), events, leaves);
  }
}
