package io.reveil.consent.proof;

import static io.reveil.consent.ledger.Ledgers.NEWSLETTER;
import static io.reveil.consent.ledger.Ledgers.aKey;
import static io.reveil.consent.ledger.Ledgers.confirmed;
import static io.reveil.consent.ledger.Ledgers.left;
import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.consent.ConsentKey;
import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.seal.Sealer;
import io.reveil.consent.wording.NoticeRef;
import io.reveil.consent.wording.Purposes;
import io.reveil.kernel.Language;
import io.reveil.kernel.Purpose;
import io.reveil.testing.Rig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a person takes away, and what strangers make of it (E4). */
@Tag("sql")
class ReceiptTest {
  @RegisterExtension
  static final Rig rig = Rig.standard();

  private final ConsentLedger ledger = rig.bean(ConsentLedger.class);
  private final Receipts receipts = rig.bean(Receipts.class);
  private final NoticeRef notice = rig.bean(Purposes.class).notice(NEWSLETTER, Language.FR);
  private final ConsentKey ada = aKey();

  @Test
  void aSealedReceiptIsCheckedByStrangersActByAct() throws Exception {
    ledger.grant(ada, confirmed(notice));
    ledger.withdraw(ada, left());
    rig.bean(Sealer.class).round();

    Receipt receipt = receipt();
    Path file = Strangers.file(rig.home(), receipt.document());

    assertThat(receipt.sealed()).isTrue();
    assertThat(receipt.document()).containsKeys("receiptId", "issuedAt", "newestHeader");
    assertThat(Strangers.python(file)).isEqualTo(Strangers.java(file)).satisfies(ran -> {
      assertThat(ran.code()).isZero();
      assertThat(ran.said().lines())
          .hasSize(2)
          .allSatisfy(line -> assertThat(line).startsWith("The proof holds: event "));
    });
  }

  @Test
  void aReceiptOfTheSameMinuteSaysThatNothingSealsItYet() throws Exception {
    ledger.grant(ada, confirmed(notice));

    Receipt receipt = receipt();
    Path file = Strangers.file(rig.home(), receipt.document());

    assertThat(receipt.sealed()).isFalse();
    assertThat(List.of(Strangers.python(file), Strangers.java(file))).allSatisfy(ran -> {
      assertThat(ran.code()).isEqualTo(1);
      assertThat(ran.said()).contains("was not sealed yet when this was made: fetch it anew.");
    });
  }

  @Test
  void aFileWithoutAProofProvesNothing() throws Exception {
    ledger.grant(ada, confirmed(notice));
    Map<String, Object> emptied = new HashMap<>(receipt().document());
    emptied.put("proofs", List.of());
    Path file = Strangers.file(rig.home(), emptied);

    assertThat(Strangers.python(file)).isEqualTo(Strangers.java(file)).satisfies(ran -> {
      assertThat(ran.code()).isEqualTo(1);
      assertThat(ran.said()).contains("There is none in this file.");
    });
  }

  @Test
  void itSpeaksOfThatPersonAndThatPurposeOnly() {
    ledger.grant(ada, confirmed(notice));
    ledger.grant(aKey(), confirmed(notice));

    assertThat(receipt().consents()).singleElement().satisfies(consent -> {
      assertThat(consent.purpose()).isEqualTo(NEWSLETTER);
      assertThat(consent.acts()).hasSize(1);
    });
    assertThat(receipts.find(ada.contact(), List.of(new Purpose("another")))).isEmpty();
    assertThat(receipts.find(aKey().contact(), List.of(NEWSLETTER))).isEmpty();
  }

  private Receipt receipt() {
    return receipts.find(ada.contact(), List.of(NEWSLETTER)).orElseThrow();
  }
}
