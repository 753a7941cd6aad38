package io.reveil.consent.history;

import io.reveil.consent.history.LedgerPages.Page;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BiConsumer;

/**
 * All events of a subject against their leaves, their columns, their marks, the versions before and the openings (E8).
 * People act while it reads: what does not fit is read again by itself, and is a fault only if no reading fits. After a
 * fault it goes on with all that can still be judged.
 */
@Singleton
public class HistoryCheck {
  /** One reading is several statements, and a person may act between any two of them. */
  private static final int READINGS = 3;

  private final LedgerPages pages;
  private final EventCheck events;

  HistoryCheck(LedgerPages pages, EventCheck events) {
    this.pages = pages;
    this.events = events;
  }

  /**
   * The histories of a page, each in the first reading that fits, or else in the last.
   *
   * @param marked the first block whose events are all marked, if there is one yet
   * @param more what else must hold of a reading that fits
   * @param each takes every history once, with its faults
   */
  public void check(
      Page page,
      OptionalInt marked,
      BiConsumer<History, Faults> more,
      BiConsumer<History, List<String>> each) {
    Page read = page;
    Collection<String> subjects = page.subjects();
    for (int reading = 1; !subjects.isEmpty(); reading++) {
      List<String> doubtful = new ArrayList<>();
      for (String subject : subjects) {
        List<String> faults = new ArrayList<>();
        History history = new Reading(subject, read, faults::add).judged(events, marked);
        more.accept(history, faults::add);
        if (faults.isEmpty() || reading == READINGS) {
          each.accept(history, faults);
        } else {
          doubtful.add(subject);
        }
      }
      subjects = doubtful;
      read = doubtful.isEmpty() ? read : pages.again(doubtful);
    }
  }
}
