package io.reveil.consent.history;

import com.fasterxml.jackson.databind.JsonNode;
import io.reveil.consent.Digests;
import io.reveil.consent.history.LedgerPages.Entry;
import io.reveil.consent.history.LedgerPages.Known;
import io.reveil.consent.history.LedgerPages.Page;
import io.reveil.consent.ledger.ConsentEvents;
import io.reveil.consent.seal.Merkle;
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
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * All events of a subject against their leaves, their columns, their marks, the versions before and the openings (E8).
 * People act while it reads: what does not fit is read again by itself, and is a fault only if no reading fits.
 */
@Singleton
public class HistoryCheck {
  /** One reading is several statements, and a person may act between any two of them. */
  private static final int READINGS = 3;

  private final LedgerPages pages;
  private final MarkCheck marks;

  HistoryCheck(LedgerPages pages, MarkCheck marks) {
    this.pages = pages;
    this.marks = marks;
  }

  /**
   * The first reading that fits; the fault of the last, if none does.
   *
   * @param marked the first block whose events are all marked, if there is one yet
   * @param more what else must hold of a reading that fits
   */
  public History check(String subject, Page page, OptionalInt marked, Consumer<History> more) {
    Page read = page;
    for (int reading = 1; reading < READINGS; reading++) {
      try {
        return checked(subject, read, marked, more);
      } catch (Broken _) {
        read = pages.only(subject);
      }
    }
    return checked(subject, read, marked, more);
  }

  private History checked(String subject, Page page, OptionalInt marked, Consumer<History> more) {
    List<LedgerRow> rows = page.events().getOrDefault(subject, List.of());
    Optional<Known> known = Optional.ofNullable(page.known().get(subject));
    Map<Long, JsonNode> texts =
        texts(rows, page.entries().getOrDefault(subject, List.of()), marked);
    checkVersions(rows);
    checkErasure(subject, rows, known);
    known.ifPresent(person -> checkPerson(rows, texts, person, page));
    History history = new History(
        subject,
        page,
        texts,
        known.map(person -> Fold.of(person.contact(), rows)).orElse(Map.of()));
    more.accept(history);
    return history;
  }

  private Map<Long, JsonNode> texts(List<LedgerRow> rows, List<Entry> leaves, OptionalInt marked) {
    Map<Long, Entry> entries = new TreeMap<>();
    leaves.forEach(entry -> entries.put(entry.eventId(), entry));
    Map<Long, JsonNode> texts = new HashMap<>();
    for (LedgerRow row : rows) {
      Optional<Entry> entry = Optional.ofNullable(entries.remove(row.eventId()));
      entry.ifPresent(leaf -> checkLeaf(row, leaf));
      JsonNode text = row.sealed();
      row.difference(text).ifPresent(fact -> {
        throw Broken.database(fact);
      });
      marks.check(row, entry, marked);
      texts.put(row.eventId(), text);
    }
    entries.values().stream().findFirst().ifPresent(entry -> {
      throw Broken.database(
          "Event " + entry.eventId() + " is gone: block " + entry.block() + " was closed with it.");
    });
    return texts;
  }

  private static void checkLeaf(LedgerRow row, Entry entry) {
    if (!Arrays.equals(Merkle.leaf(row.canonical()), entry.hash())) {
      throw Broken.database("The text of event " + row.eventId() + " is not the one that block "
          + entry.block() + " was closed with.");
    }
  }

  /** Versions follow each other without a gap. */
  private static void checkVersions(List<LedgerRow> rows) {
    Map<String, Integer> last = new HashMap<>();
    rows.stream().sorted(Comparator.comparingInt(LedgerRow::version)).forEach(row -> {
      int expected = last.getOrDefault(row.consent(), 0) + 1;
      last.put(row.consent(), row.version());
      if (row.version() != expected) {
        throw Broken.database("Event " + row.eventId() + " is version " + row.version()
            + " of its consent, and version " + expected
            + " is gone: it was deleted before a block held it.");
      }
    });
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

  private static void checkPerson(
      List<LedgerRow> rows, Map<Long, JsonNode> texts, Known known, Page page) {
    Map<Long, Map<String, String>> openings =
        page.openings().getOrDefault(known.contact(), Map.of());
    for (LedgerRow row : rows) {
      Map<String, String> opened = openings.getOrDefault(row.eventId(), Map.of());
      checkOpenings(row.eventId(), text(texts, row).path("commitments"), opened, known.salt());
      checkContact(row.eventId(), Optional.ofNullable(opened.get(ConsentEvents.CONTACT)), known);
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

  private static JsonNode text(Map<Long, JsonNode> texts, LedgerRow row) {
    return Objects.requireNonNull(texts.get(row.eventId()));
  }
}
