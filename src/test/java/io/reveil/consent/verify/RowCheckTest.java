package io.reveil.consent.verify;

import static io.reveil.consent.ledger.Ledgers.NEWSLETTER;
import static io.reveil.consent.ledger.Ledgers.aKey;
import static io.reveil.consent.ledger.Ledgers.confirmed;
import static io.reveil.consent.ledger.Ledgers.left;
import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.consent.ConsentKey;
import io.reveil.consent.Digests;
import io.reveil.consent.history.Histories;
import io.reveil.consent.history.LedgerPages;
import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.wording.NoticeRef;
import io.reveil.consent.wording.Notices;
import io.reveil.consent.wording.Purposes;
import io.reveil.kernel.Language;
import io.reveil.testing.Rig;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** People act while their rows are read (E8). */
@Tag("sql")
class RowCheckTest {
  @RegisterExtension
  static final Rig rig = Rig.standard();

  private final ConsentLedger ledger = rig.bean(ConsentLedger.class);
  private final NoticeRef notice = rig.bean(Purposes.class).notice(NEWSLETTER, Language.FR);
  private final ConsentKey ada = aKey();

  @BeforeEach
  void onePersonWhoAgreed() {
    rig.empty();
    ledger.grant(ada, confirmed(notice));
  }

  @Test
  void twoActsInTwoReadingsAreNoFault() {
    var acts = List.<Runnable>of(
        () -> ledger.withdraw(ada, left()), () -> ledger.grant(ada, confirmed(notice)));

    assertThat(check(acts).faults()).isEmpty();
    assertThat(rig.count("consent_event")).isEqualTo(3);
  }

  @Test
  void whatFitsInNoReadingIsAFault() {
    rig.database().update("UPDATE current_consent SET state = 'WITHDRAWN'");

    Told.assertExactly(
        check(List.of()), "The ledger says of contact " + ada.contact() + ", EMAIL newsletter: ");
  }

  /** (A28) A node whose file of purposes was edited publishes at any time. */
  @Test
  void aNoticePublishedWhileTheLedgerIsReadIsNoFault() {
    NoticeRef newer = new NoticeRef("newsletter", 99, Language.FR, sha256("Autre chose"));
    try {
      var acts = List.<Runnable>of(() -> ledger.withdraw(ada, left()), () -> {
        publish(newer, "Autre chose");
        ledger.grant(ada, confirmed(newer));
      });

      assertThat(check(acts).faults()).isEmpty();
      assertThat(rig.count("consent_event")).isEqualTo(3);

      rig.database().update("DELETE FROM notice WHERE version = 99");
      Told.assertExactly(check(List.of()), "The notice “newsletter”, version 99, fr, which event ");
    } finally {
      rig.database().update("DELETE FROM notice WHERE version = 99");
    }
  }

  private static String sha256(String body) {
    return HexFormat.of().formatHex(Digests.sha256(body.getBytes(StandardCharsets.UTF_8)));
  }

  private static void publish(NoticeRef notice, String body) {
    rig.database()
        .update(
            """
            INSERT INTO notice (notice_key, version, language, body, sha256, published_at)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
            notice.key(),
            notice.version(),
            notice.language().tag(),
            body,
            HexFormat.of().parseHex(notice.sha256()),
            rig.clock().instant());
  }

  private static Verdict check(List<Runnable> acts) {
    LedgerPages pages = new Interrupted(acts);
    Tally tally = new Tally();
    new RowCheck(pages, Histories.reading(pages, rig))
        .run(new WordingCheck(rig.bean(Notices.class), tally), OptionalInt.empty(), tally);
    return tally.verdict();
  }

  /** Reads the events of a person, then lets the person act, then reads the fold. */
  private static final class Interrupted extends LedgerPages {
    private final Deque<Runnable> acts;

    Interrupted(List<Runnable> acts) {
      super(rig.database());
      this.acts = new ArrayDeque<>(acts);
    }

    @Override
    public Page after(byte[] from) {
      Page before = super.after(from);
      return act() ? torn(before, super.after(from)) : before;
    }

    @Override
    public Page again(Collection<String> subjects) {
      Page before = super.again(subjects);
      return act() ? torn(before, super.again(subjects)) : before;
    }

    private boolean act() {
      Optional<Runnable> act = Optional.ofNullable(acts.poll());
      act.ifPresent(Runnable::run);
      return act.isPresent();
    }

    private static Page torn(Page before, Page after) {
      return new Page(
          before.events(),
          before.entries(),
          before.known(),
          after.openings(),
          after.folds(),
          before.to(),
          before.last());
    }
  }
}
