package io.reveil.consent.history;

import io.reveil.consent.canonical.Marks;
import io.reveil.consent.history.LedgerPages.Entry;
import io.reveil.key.SealSeeds;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.OptionalInt;

/** The mark of each event, which only Réveil can write (E8). */
@Singleton
class MarkCheck {
  private final Marks marks;
  private final SealSeeds seeds;

  MarkCheck(Marks marks, SealSeeds seeds) {
    this.marks = marks;
    this.seeds = seeds;
  }

  /**
   * A node that lacks the key of a mark refuses to judge.
   *
   * @param entry its place; absent while no block holds it
   * @param marked the first block whose events are all marked, if there is one yet
   */
  void check(LedgerRow row, Optional<Entry> entry, OptionalInt marked) {
    switch (marks.judge(row.subject(), row.eventId(), row.canonical())) {
      case OURS -> {}
      case NONE -> {
        boolean early = marked.isEmpty()
            || entry.filter(leaf -> leaf.block() < marked.getAsInt()).isPresent();
        if (!early) {
          throw Broken.database("Event " + row.eventId()
              + " bears no mark of Réveil, as all do from block " + marked.getAsInt()
              + " on: it was added past Réveil.");
        }
      }
      case FOREIGN ->
        throw Broken.database("The mark of event " + row.eventId()
            + " does not fit its text: it was added or changed past Réveil.");
      case UNREADABLE -> {
        seeds.demandAll();
        check(row, entry, marked);
      }
    }
  }
}
