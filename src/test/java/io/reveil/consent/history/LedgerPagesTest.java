package io.reveil.consent.history;

import static io.reveil.consent.ledger.Ledgers.declared;
import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.consent.history.LedgerPages.Page;
import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.ledger.Declaration;
import io.reveil.consent.ledger.Ledgers;
import io.reveil.consent.seal.Sealer;
import io.reveil.consent.verify.LedgerVerifier;
import io.reveil.consent.verify.Verdict;
import io.reveil.testing.Rig;
import io.reveil.testing.TestClock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a verification holds in memory does not grow with the ledger, nor with what was done to it (E8). */
@Tag("sql")
class LedgerPagesTest {
  private static final int EVENTS = 2 * LedgerPages.PAGE + 500;

  @RegisterExtension
  static final Rig rig = Rig.standard();

  @BeforeEach
  void aLedgerOfSomePages() {
    rig.empty();
    rig.bean(ConsentLedger.class)
        .declare(Stream.generate(Ledgers::aKey)
            .map(key -> new Declaration(key, declared(TestClock.START)))
            .limit(EVENTS)
            .toList());
    Sealer sealer = rig.bean(Sealer.class);
    while (sealer.round()) {
      // block by block
    }
  }

  @Test
  void noPageHoldsMoreThanItsShareOfTheLedger() {
    List<Page> pages = pages();

    assertThat(pages).hasSizeGreaterThan(2).allSatisfy(page -> {
      int events = count(page.events());
      assertThat(events).isLessThanOrEqualTo(LedgerPages.PAGE);
      assertThat(count(page.entries())).isEqualTo(events);
      assertThat(page.known()).hasSize(events);
      assertThat(page.openings()).hasSize(events);
      assertThat(page.folds()).hasSize(events);
    });
    assertThat(pages.stream().mapToInt(page -> count(page.events())).sum()).isEqualTo(EVENTS);
  }

  @Test
  void whatIsLeftOfEventsDeletedByTheThousandIsNotReadAtOnce() {
    rig.database().update("DELETE FROM consent_event");

    List<Page> pages = pages();
    assertThat(pages)
        .hasSizeGreaterThan(2)
        .allSatisfy(page -> assertThat(count(page.entries())).isLessThan(LedgerPages.PAGE));
    assertThat(pages.stream().mapToInt(page -> count(page.entries())).sum()).isEqualTo(EVENTS);
    Verdict found = rig.bean(LedgerVerifier.class).run();
    assertThat(found.faultCount()).isEqualTo(EVENTS);
    assertThat(found.faults())
        .hasSize(1_000)
        .allSatisfy(fault ->
            assertThat(fault).matches("Event \\d+ is gone: block [12] was closed with it\\."));
  }

  /** As of a subject that shares its page with others, and has more than fit on one. */
  @Test
  void theLeavesOfOneSubjectAreReadWholeHoweverManyThereAre() {
    rig.database().update("DELETE FROM consent_event");
    rig.database().update("UPDATE seal_entry SET subject_ref = ?", new byte[16]);

    assertThat(pages().stream().mapToInt(page -> count(page.entries())).sum()).isEqualTo(EVENTS);
  }

  private static List<Page> pages() {
    LedgerPages ledger = rig.bean(LedgerPages.class);
    List<Page> pages = new ArrayList<>(List.of(ledger.after(LedgerPages.START)));
    while (!pages.getLast().last()) {
      pages.add(ledger.after(pages.getLast().to()));
    }
    return pages;
  }

  private static int count(Map<?, ? extends Collection<?>> bySubject) {
    return bySubject.values().stream().mapToInt(Collection::size).sum();
  }
}
