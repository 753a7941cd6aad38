package io.reveil.consent.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.reveil.consent.ConsentState;
import io.reveil.consent.history.Faults;
import io.reveil.consent.history.FoldKey;
import io.reveil.consent.history.FoldRow;
import io.reveil.consent.history.History;
import io.reveil.consent.history.HistoryCheck;
import io.reveil.consent.history.LedgerPages;
import io.reveil.consent.history.LedgerPages.Page;
import io.reveil.consent.history.LedgerRow;
import io.reveil.consent.ledger.Erasures;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** All events, subject by subject, each history by itself, and against the wordings and the fold. */
@Singleton
class RowCheck {
  private final LedgerPages pages;
  private final HistoryCheck histories;

  RowCheck(LedgerPages pages, HistoryCheck histories) {
    this.pages = pages;
    this.histories = histories;
  }

  void run(WordingCheck wordings, OptionalInt marked, Tally tally) {
    try (ExecutorService reader = Executors.newVirtualThreadPerTaskExecutor()) {
      Page page = pages.after(LedgerPages.START);
      while (!page.last()) {
        byte[] to = page.to();
        Future<Page> next = reader.submit(() -> pages.after(to));
        check(page, wordings, marked, tally);
        page = read(next);
      }
      check(page, wordings, marked, tally);
    }
  }

  /** The next page is read while this one is checked: half of the time goes by in the database. */
  private static Page read(Future<Page> next) {
    try {
      return next.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the ledger could not be read", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the ledger was read", e);
    }
  }

  private void check(Page page, WordingCheck wordings, OptionalInt marked, Tally tally) {
    histories.check(page, marked, RowCheck::judge, (history, faults) -> {
      faults.forEach(tally::add);
      history.texts().forEach((event, text) -> wordings.check(event, text.path("notice")));
      count(history, tally);
    });
  }

  private static void judge(History history, Faults faults) {
    checkStates(history, faults);
    checkFold(history, faults);
  }

  private static void count(History found, Tally tally) {
    Page page = found.page();
    int events = found.events().size();
    int sealed = page.entries().getOrDefault(found.subject(), List.of()).size();
    tally.events(events, Math.max(0, events - sealed));
    if (found.isErased() && !found.subject().equals(Erasures.NOBODY)) {
      tally.erased(events);
    }
  }

  /**
   * Each begins in the state that the one before led to: an act beside a fold that was changed may not. Where the one
   * before is lost nobody can say.
   */
  private static void checkStates(History history, Faults faults) {
    Map<String, LedgerRow> before = new HashMap<>();
    history.rows().stream().sorted(Comparator.comparingInt(LedgerRow::version)).forEach(event -> {
      Optional<LedgerRow> last = Optional.ofNullable(before.put(event.consent(), event));
      String state = last.map(one -> text(history, one).path("stateAfter").asText())
          .orElse(ConsentState.NONE.name());
      String told = text(history, event).path("stateBefore").asText();
      int version = last.map(LedgerRow::version).orElse(0);
      if (event.version() == version + 1 && !told.equals(state)) {
        faults.add("Event " + event.eventId() + " says that consent was " + told
            + " before, but it was " + state + ".");
      }
    });
  }

  private static JsonNode text(History history, LedgerRow event) {
    return history.texts().getOrDefault(event.eventId(), MissingNode.getInstance());
  }

  private static void checkFold(History history, Faults faults) {
    Map<FoldKey, FoldRow> stored = history
        .known()
        .map(known -> history.page().folds().getOrDefault(known.contact(), Map.of()))
        .orElse(Map.of());
    Map<FoldKey, FoldRow> folded = history.folded();
    Set<FoldKey> keys = new TreeSet<>(Comparator.comparing(FoldKey::toString));
    keys.addAll(folded.keySet());
    keys.addAll(stored.keySet());
    for (FoldKey key : keys) {
      Optional<FoldRow> right = Optional.ofNullable(folded.get(key));
      Optional<FoldRow> found = Optional.ofNullable(stored.get(key));
      if (!right.equals(found) && found.filter(history::leavesOpen).isEmpty()) {
        faults.add("The ledger says of " + key + ": "
            + right.map(FoldRow::words).orElse("nothing") + "; current_consent says: "
            + found.map(FoldRow::words).orElse("nothing")
            + ". An event was added, or the fold changed, past Réveil.");
      }
    }
  }
}
