package io.reveil.consent.verify;

import com.fasterxml.jackson.databind.JsonNode;
import io.reveil.consent.Digests;
import io.reveil.consent.ledger.ConsentEvents;
import io.reveil.consent.ledger.Erasures;
import io.reveil.consent.seal.Merkle;
import io.reveil.consent.verify.LedgerPages.Entry;
import io.reveil.consent.verify.LedgerPages.Known;
import io.reveil.consent.verify.LedgerPages.Page;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * All events, subject by subject, against their leaves, their columns, the versions before, the openings and the fold.
 * People act while it reads: what does not fit is read again by itself, and is a fault only if no reading fits.
 */
@Singleton
class RowCheck {
  /** One reading is several statements, and a person may act between any two of them. */
  private static final int READINGS = 3;

  private final LedgerPages pages;
  private final MarkCheck marks;

  RowCheck(LedgerPages pages, MarkCheck marks) {
    this.pages = pages;
    this.marks = marks;
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
    Set<String> subjects = new TreeSet<>(page.events().keySet());
    subjects.addAll(page.entries().keySet());
    subjects.forEach(subject -> check(subject, page, wordings, marked, tally));
  }

  private void check(
      String subject, Page page, WordingCheck wordings, OptionalInt marked, Tally tally) {
    Page found = fitting(subject, page, wordings, marked);
    int events = found.events().getOrDefault(subject, List.of()).size();
    int sealed = found.entries().getOrDefault(subject, List.of()).size();
    tally.events(events, Math.max(0, events - sealed));
    if (!found.known().containsKey(subject) && !subject.equals(Erasures.NOBODY)) {
      tally.erased(events);
    }
  }

  /** The first reading that fits; the fault of the last, if none does. */
  private Page fitting(String subject, Page page, WordingCheck wordings, OptionalInt marked) {
    Page found = page;
    for (int reading = 1; reading < READINGS; reading++) {
      try {
        check(subject, found, wordings, marked);
        return found;
      } catch (Broken _) {
        found = pages.only(subject);
      }
    }
    check(subject, found, wordings, marked);
    return found;
  }

  private void check(String subject, Page page, WordingCheck wordings, OptionalInt marked) {
    List<LedgerRow> rows = page.events().getOrDefault(subject, List.of());
    Map<Long, Entry> entries = new TreeMap<>();
    page.entries()
        .getOrDefault(subject, List.of())
        .forEach(entry -> entries.put(entry.eventId(), entry));
    Map<Long, JsonNode> sealed = new HashMap<>();
    for (LedgerRow row : rows) {
      Optional<Entry> entry = Optional.ofNullable(entries.remove(row.eventId()));
      entry.ifPresent(leaf -> checkLeaf(row, leaf));
      JsonNode text = row.sealed();
      row.difference(text).ifPresent(fact -> {
        throw Broken.database(fact);
      });
      marks.check(row, entry, marked);
      wordings.check(row.eventId(), text.path("notice"));
      sealed.put(row.eventId(), text);
    }
    entries.values().stream().findFirst().ifPresent(entry -> {
      throw Broken.database(
          "Event " + entry.eventId() + " is gone: block " + entry.block() + " was closed with it.");
    });
    Map<String, String> fold = fold(rows, sealed);
    checkErasure(subject, rows, Optional.ofNullable(page.known().get(subject)));
    Optional.ofNullable(page.known().get(subject))
        .ifPresent(known -> checkPerson(rows, sealed, fold, known, page));
  }

  /** Whose name is gone was erased by Réveil, which says so; whose name is there was not (E9). */
  private static void checkErasure(String subject, List<LedgerRow> rows, Optional<Known> known) {
    boolean erased = rows.stream().anyMatch(LedgerRow::isErasure);
    if (known.isEmpty() && !rows.isEmpty() && !erased) {
      throw Broken.database(
          "The ledger has " + rows.size() + " events of subject " + subject
              + ", whose name, salt and values are gone, and no event of an erasure: they were deleted past Réveil.");
    }
    known.filter(_ -> erased).ifPresent(still -> {
      throw Broken.database("The ledger says that subject " + subject
          + " was erased, and consent_subject says that it is contact " + still.contact()
          + ": one of the two was written past Réveil.");
    });
  }

  private static void checkLeaf(LedgerRow row, Entry entry) {
    if (!Arrays.equals(Merkle.leaf(row.canonical()), entry.hash())) {
      throw Broken.database("The text of event " + row.eventId() + " is not the one that block "
          + entry.block() + " was closed with.");
    }
  }

  /** Versions follow each other without a gap, each from the state that the one before led to. */
  private static Map<String, String> fold(List<LedgerRow> rows, Map<Long, JsonNode> sealed) {
    Map<String, LedgerRow> last = new HashMap<>();
    rows.stream().sorted(Comparator.comparingInt(LedgerRow::version)).forEach(row -> {
      Optional<LedgerRow> before = Optional.ofNullable(last.put(row.consent(), row));
      int expected = before.map(LedgerRow::version).orElse(0) + 1;
      if (row.version() != expected) {
        throw Broken.database("Event " + row.eventId() + " is version " + row.version()
            + " of its consent, and version " + expected
            + " is gone: it was deleted before a block held it.");
      }
      String state = before.map(event -> event.columns().get("stateAfter")).orElse("NONE");
      if (!text(sealed, row).path("stateBefore").asText().equals(state)) {
        throw Broken.database("Event " + row.eventId() + " says that consent was "
            + text(sealed, row).path("stateBefore").asText() + " before, but it was "
            + state + ".");
      }
    });
    Map<String, String> fold = new TreeMap<>();
    last.forEach((consent, row) -> fold.put(
        consent,
        String.join(
            " ",
            row.columns().get("stateAfter"),
            row.columns().get("basis"),
            row.columns().getOrDefault("gap", "-"),
            row.columns().getOrDefault("grade", "-"),
            String.valueOf(row.version()),
            String.valueOf(row.eventId()))));
    return fold;
  }

  private static void checkPerson(
      List<LedgerRow> rows,
      Map<Long, JsonNode> sealed,
      Map<String, String> fold,
      Known known,
      Page page) {
    Map<Long, Map<String, String>> openings =
        page.openings().getOrDefault(known.contact(), Map.of());
    rows.forEach(row -> {
      Map<String, String> opened = openings.getOrDefault(row.eventId(), Map.of());
      checkOpenings(row.eventId(), text(sealed, row).path("commitments"), opened, known.salt());
      checkContact(row.eventId(), Optional.ofNullable(opened.get(ConsentEvents.CONTACT)), known);
    });
    Map<String, String> stored = page.folds().getOrDefault(known.contact(), Map.of());
    Set<String> consents = new TreeSet<>(fold.keySet());
    consents.addAll(stored.keySet());
    for (String consent : consents) {
      if (!fold.getOrDefault(consent, "").equals(stored.getOrDefault(consent, ""))) {
        throw Broken.database(
            "The ledger says of contact " + known.contact() + ", " + consent + ": "
                + fold.getOrDefault(consent, "nothing") + "; current_consent says: "
                + stored.getOrDefault(consent, "nothing")
                + ". An event was added, or the fold changed, past Réveil.");
      }
    }
  }

  private static void checkOpenings(
      long event, JsonNode commitments, Map<String, String> openings, byte[] salt) {
    for (Map.Entry<String, JsonNode> commitment : commitments.properties()) {
      String opened = openings.get(commitment.getKey());
      if (opened == null) {
        throw Broken.database("The value “" + commitment.getKey() + "” of event " + event
            + " is gone, though the person was not erased.");
      }
      if (!HexFormat.of()
          .formatHex(Digests.commitment(salt, commitment.getKey(), opened))
          .equals(commitment.getValue().asText())) {
        throw Broken.database("The value “" + commitment.getKey() + "” of event " + event
            + " is not the one that was recorded.");
      }
    }
    openings.keySet().stream()
        .filter(name -> !commitments.has(name))
        .findFirst()
        .ifPresent(name -> {
          throw Broken.database(
              "The value “" + name + "” was added to event " + event + ", which never had one.");
        });
  }

  /** Events from before they were marked do not say whose they are. */
  private static void checkContact(long event, Optional<String> recorded, Known known) {
    recorded
        .filter(contact -> !contact.equals(String.valueOf(known.contact())))
        .ifPresent(contact -> {
          throw Broken.database("Event " + event + " was recorded of contact " + contact
              + ", and consent_subject says that it is one of contact " + known.contact()
              + ": whose history it is was changed past Réveil.");
        });
  }

  private static JsonNode text(Map<Long, JsonNode> sealed, LedgerRow row) {
    return Objects.requireNonNull(sealed.get(row.eventId()));
  }
}
