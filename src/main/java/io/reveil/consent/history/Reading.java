package io.reveil.consent.history;

import com.fasterxml.jackson.databind.JsonNode;
import io.reveil.consent.history.EventCheck.Judged;
import io.reveil.consent.history.LedgerPages.Entry;
import io.reveil.consent.history.LedgerPages.Known;
import io.reveil.consent.history.LedgerPages.Page;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** One reading of a subject, judged event by event, then as a whole as far as its events can be believed. */
final class Reading {
  private final String subject;
  private final Page page;
  private final Faults faults;
  private final Optional<Known> known;
  private final Map<Long, Entry> gone = new TreeMap<>();
  private final List<LedgerRow> believed = new ArrayList<>();
  private final List<LedgerRow> others = new ArrayList<>();
  private final Map<Long, JsonNode> texts = new LinkedHashMap<>();
  private boolean sealedLost;

  Reading(String subject, Page page, Faults faults) {
    this.subject = subject;
    this.page = page;
    this.faults = faults;
    this.known = Optional.ofNullable(page.known().get(subject));
  }

  History judged(EventCheck events, OptionalInt marked) {
    judgeEvents(events, marked);
    judgeVersions();
    judgePerson();
    Set<Long> lost = new HashSet<>(gone.keySet());
    others.forEach(row -> lost.add(row.eventId()));
    return new History(
        subject,
        page,
        believed,
        texts,
        lost,
        known
            .filter(person -> person.other().isEmpty() && !isErased())
            .map(person -> Fold.of(person.contact(), believed))
            .orElse(Map.of()));
  }

  private void judgeEvents(EventCheck events, OptionalInt marked) {
    for (Entry entry : page.entries().getOrDefault(subject, List.of())) {
      gone.put(entry.eventId(), entry);
    }
    for (LedgerRow row : page.events().getOrDefault(subject, List.of())) {
      Optional<Entry> entry = Optional.ofNullable(gone.remove(row.eventId()));
      Judged judged = events.judge(row, entry, marked, faults);
      judged.text().ifPresent(text -> texts.put(row.eventId(), text));
      judged.row().ifPresentOrElse(believed::add, () -> others.add(row));
      sealedLost |= judged.row().isEmpty() && entry.isPresent();
    }
    for (Entry entry : gone.values()) {
      faults.add(
          "Event " + entry.eventId() + " is gone: block " + entry.block() + " was closed with it.");
      sealedLost = true;
    }
  }

  /** Versions follow each other without a gap, but for those of events that are known to be gone. */
  private void judgeVersions() {
    List<String> gaps = new ArrayList<>();
    long missing = 0;
    Map<String, Integer> last = new HashMap<>();
    for (LedgerRow row : Stream.concat(believed.stream(), others.stream())
        .sorted(Comparator.comparingInt(LedgerRow::version))
        .toList()) {
      long expected = last.getOrDefault(row.consent(), 0) + 1L;
      last.merge(row.consent(), row.version(), Math::max);
      if (row.version() > expected) {
        missing += row.version() - expected;
        gaps.add("Event " + row.eventId() + " is version " + row.version()
            + " of its consent, and version " + expected
            + " is gone: it was deleted before a block held it.");
      }
    }
    if (gone.isEmpty()) {
      gaps.forEach(faults::add);
    } else if (missing > gone.size()) {
      faults.add(missing + " versions of the consents of subject " + subject
          + " are gone, and blocks were closed with " + gone.size()
          + " of them: the others were deleted before a block held them.");
    }
  }

  /** Whose name is gone was erased by Réveil, which says so; whose name is there was not (E9). */
  private void judgePerson() {
    if (known.isEmpty() && !believed.isEmpty() && !isErased() && !sealedLost) {
      faults.add(
          "The ledger has " + believed.size() + " events of subject " + subject
              + ", whose name, salt and values are gone, and no event of an erasure: they were deleted past Réveil.");
    }
    known.ifPresent(person -> {
      if (person.other().isPresent()) {
        faults.add("consent_subject gives the name " + subject + " to contact " + person.contact()
            + " and to contact " + person.other().get()
            + ": whose history it is was changed past Réveil.");
      } else if (isErased()) {
        faults.add("The ledger says that subject " + subject
            + " was erased, and consent_subject says that it is contact " + person.contact()
            + ": one of the two was written past Réveil.");
      } else {
        PersonCheck.run(
            person, texts, page.openings().getOrDefault(person.contact(), Map.of()), faults);
      }
    });
  }

  private boolean isErased() {
    return believed.stream().anyMatch(LedgerRow::isErasure);
  }
}
