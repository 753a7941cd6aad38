package io.reveil.consent.permission;

import static io.reveil.consent.ledger.Ledgers.aKey;
import static io.reveil.consent.ledger.Ledgers.declared;
import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.consent.Basis;
import io.reveil.consent.ConsentKey;
import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.ledger.Declaration;
import io.reveil.consent.ledger.Evidence;
import io.reveil.consent.ledger.Ledgers;
import io.reveil.contact.Category;
import io.reveil.contact.Contact;
import io.reveil.contact.ContactState;
import io.reveil.kernel.Channel;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.Language;
import io.reveil.kernel.NoMail;
import io.reveil.kernel.Purpose;
import io.reveil.testing.OwnFiles;
import io.reveil.testing.Rig;
import io.reveil.testing.TestClock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Writing without consent: who may be, by the purpose, the country and what the person is to us (A9, A15, A16). */
@Tag("sql")
class OtherBasesTest {
  private static final Evidence.Listed SOLD =
      new Evidence.SoldTo(TestClock.START, Optional.empty(), "shop", "a lamp", "a box", 1);
  private static final Evidence.Listed TOLD = new Evidence.ToldProfessional(
      TestClock.START, Optional.empty(), "fair", "told", "by answering", 1);

  @RegisterExtension
  static final Rig rig = Rig.with(Map.of("reveil.files", OwnFiles.withAllBases()));

  private final ConsentLedger ledger = rig.bean(ConsentLedger.class);

  @ParameterizedTest
  @CsvSource(nullValues = "-", textBlock = """
      FR, CUSTOMER,        -
      FR, FORMER_CUSTOMER, -
      BE, CUSTOMER,        CONSENT_ONLY
      -,  CUSTOMER,        CONSENT_ONLY
      """)
  void aCustomerMayBeWrittenToWhereTheLawSaysSo(
      String country, Category category, NoMail objection) {
    assertThat(judged(SOLD, country, category))
        .isEqualTo(permission(Basis.CUSTOMER_SOFT_OPT_IN, objection));
  }

  @ParameterizedTest
  @CsvSource(nullValues = "-", textBlock = """
      FR, PROFESSIONAL, -
      DE, PROFESSIONAL, CONSENT_ONLY
      -,  PROFESSIONAL, CONSENT_ONLY
      FR, PROSPECT,     NO_BASIS
      """)
  void aProfessionalMayBeWrittenToWhereTheLawSaysSo(
      String country, Category category, NoMail objection) {
    assertThat(judged(TOLD, country, category))
        .isEqualTo(permission(Basis.PROFESSIONAL_LEGITIMATE_INTEREST, objection));
  }

  /** What was recorded for a purpose that rests on contracts alone allows no offers, and the reverse. */
  @Test
  void aPurposeRestsOnWhatItDeclaresOnly() {
    ConsentKey orders = key("orders");
    ConsentKey letter = aKey();
    Evidence.Listed contract = new Evidence.UnderContract(TestClock.START, "order 7", 1);
    ledger.declare(List.of(
        new Declaration(orders, contract),
        new Declaration(letter, contract),
        new Declaration(key("gone"), SOLD)));

    assertThat(judge(orders, "FR", Category.CUSTOMER))
        .isEqualTo(new Permission.Given(Basis.TRANSACTIONAL));
    assertThat(judge(letter, "FR", Category.CUSTOMER))
        .isEqualTo(new Permission.Denied(NoMail.NO_BASIS));
  }

  /** A purpose that left the file rests on nothing any more, whatever was recorded for it. */
  @Test
  void aPurposeThatIsGoneAllowsNobody() {
    ConsentKey sold = key("gone");
    ConsentKey agreed = key("gone");
    ledger.declare(
        List.of(new Declaration(sold, SOLD), new Declaration(agreed, declared(TestClock.START))));

    assertThat(judge(sold, "FR", Category.CUSTOMER))
        .isEqualTo(new Permission.Denied(NoMail.NO_BASIS));
    assertThat(judge(agreed, "FR", Category.CUSTOMER))
        .isEqualTo(new Permission.Denied(NoMail.NO_BASIS));
  }

  private static Permission permission(Basis basis, NoMail objection) {
    return objection == null ? new Permission.Given(basis) : new Permission.Denied(objection);
  }

  private Permission judged(Evidence.Listed evidence, String country, Category category) {
    ConsentKey key = aKey();
    ledger.declare(List.of(new Declaration(key, evidence)));
    return judge(key, country, category);
  }

  private static ConsentKey key(String purpose) {
    return new ConsentKey(aKey().contact(), Channel.EMAIL, new Purpose(purpose));
  }

  private static Permission judge(ConsentKey key, String country, Category category) {
    ContactId id = key.contact();
    Contact contact = new Contact(
        id,
        ContactState.LIVE,
        Optional.of(Ledgers.CAMILLE),
        Language.FR,
        Optional.ofNullable(country),
        Optional.empty(),
        category,
        Optional.empty(),
        1,
        false,
        TestClock.START);
    return Optional.ofNullable(rig.bean(Permissions.class)
            .judge(Channel.EMAIL, key.purpose(), List.of(contact))
            .get(id))
        .orElseThrow();
  }
}
