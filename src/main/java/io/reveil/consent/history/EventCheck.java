package io.reveil.consent.history;

import com.fasterxml.jackson.databind.JsonNode;
import io.reveil.consent.canonical.Mark;
import io.reveil.consent.canonical.Marks;
import io.reveil.consent.history.LedgerPages.Entry;
import io.reveil.consent.seal.Merkle;
import io.reveil.key.SealSeeds;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** One event against its leaf, its columns and the mark that only Réveil can write (E8). */
@Singleton
class EventCheck {
  private static final Judged NOTHING = new Judged(Optional.empty(), Optional.empty());

  private final Marks marks;
  private final SealSeeds seeds;

  EventCheck(Marks marks, SealSeeds seeds) {
    this.marks = marks;
    this.seeds = seeds;
  }

  /**
   * What can be believed of an event.
   *
   * @param text if it is as it was recorded
   * @param row if it is sure what its columns should say; they say it
   */
  record Judged(Optional<JsonNode> text, Optional<LedgerRow> row) {}

  /**
   * Of a text that is not as it was recorded one fault is told, as nothing else about it can be judged. A node that lacks
   * the key of a mark refuses to judge.
   *
   * @param entry its place; absent while no block holds it
   * @param marked the first block whose events are all marked, if there is one yet
   */
  Judged judge(LedgerRow row, Optional<Entry> entry, OptionalInt marked, Faults faults) {
    Mark mark = mark(row);
    Optional<String> altered = altered(row, entry, marked, mark);
    altered.ifPresent(faults::add);
    if (altered.isPresent() && mark != Mark.OURS) {
      return NOTHING;
    }
    Optional<JsonNode> text = row.sealed();
    if (text.isEmpty()) {
      faults.add("The text of event " + row.eventId() + " is no longer what was recorded.");
      return NOTHING;
    }
    return new Judged(text, believed(row, text.get(), mark, faults));
  }

  private Mark mark(LedgerRow row) {
    Mark mark = marks.judge(row.subject(), row.eventId(), row.canonical());
    if (mark != Mark.UNREADABLE) {
      return mark;
    }
    seeds.demandAll();
    return mark(row);
  }

  private static Optional<String> altered(
      LedgerRow row, Optional<Entry> entry, OptionalInt marked, Mark mark) {
    Optional<Entry> other = entry.filter(leaf -> !isLeafOf(row, leaf));
    if (other.isPresent()) {
      int block = other.get().block();
      return Optional.of(
          mark == Mark.OURS
              ? "The entry of event " + row.eventId() + " in block " + block
                  + " is not that of its text, which bears our mark: the entry was changed."
              : "The text of event " + row.eventId() + " is not the one that block " + block
                  + " was closed with.");
    }
    return switch (mark) {
      case OURS -> Optional.empty();
      case NONE ->
        isEarly(entry, marked)
            ? Optional.empty()
            : Optional.of(
                "Event " + row.eventId() + " bears no mark of Réveil, as all do from block "
                    + marked.orElseThrow() + " on: it was added past Réveil.");
      case FOREIGN, UNREADABLE ->
        Optional.of("The mark of event " + row.eventId()
            + " does not fit its text: it was added or changed past Réveil.");
    };
  }

  private static boolean isLeafOf(LedgerRow row, Entry entry) {
    return Arrays.equals(Merkle.leaf(row.canonical()), entry.hash());
  }

  /** Blocks begin with the first: whoever enters an event in one before it has it in none. */
  private static boolean isEarly(Optional<Entry> entry, OptionalInt marked) {
    return marked.isEmpty()
        || entry
            .filter(leaf -> leaf.block() > 0 && leaf.block() < marked.getAsInt())
            .isPresent();
  }

  private static Optional<LedgerRow> believed(
      LedgerRow row, JsonNode text, Mark mark, Faults faults) {
    List<String> differences = row.differences(text);
    differences.forEach(faults::add);
    if (mark == Mark.OURS) {
      return Optional.of(differences.isEmpty() ? row : row.restored(text));
    }
    if (differences.isEmpty() && !row.isErasure() && row.act().isEmpty()) {
      faults.add(
          "Event " + row.eventId() + " is an act that Réveil does not know: it was added past it.");
      return Optional.empty();
    }
    return differences.isEmpty() ? Optional.of(row) : Optional.empty();
  }
}
