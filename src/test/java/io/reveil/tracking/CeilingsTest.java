package io.reveil.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveil.consent.ConsentKey;
import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.ledger.Declaration;
import io.reveil.consent.ledger.Evidence;
import io.reveil.consent.ledger.Objection;
import io.reveil.content.TemplateRef;
import io.reveil.delivery.Measure;
import io.reveil.delivery.Measure.Links;
import io.reveil.delivery.Measure.Opens;
import io.reveil.delivery.Message;
import io.reveil.kernel.Channel;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.Fault;
import io.reveil.kernel.Language;
import io.reveil.kernel.Purpose;
import io.reveil.testing.OwnFiles;
import io.reveil.testing.Rig;
import io.reveil.testing.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What may be measured of whom (A7, A30-A32, A37, A38). */
@Tag("sql")
class CeilingsTest {
  private static final Purpose LETTER = new Purpose("newsletter");
  private static final Measure ALL = new Measure(Opens.IDENTIFIED, Links.IDENTIFIED);

  @RegisterExtension
  static final Rig rig = Rig.with(Map.of("reveil.files", OwnFiles.withAllBases()));

  private static long next = 5_000;

  private final ContactId person = new ContactId(next++);

  /** (A7): as shipped nothing is measured, whoever agreed. */
  @Test
  void asShippedNothingIsMeasured() {
    grant("newsletter", "open_tracking", "link_tracking");

    assertThat(rig.bean(Ceilings.class).allowed(List.of(mail()))).isEmpty();
  }

  /** (A30, A37, A38): each by its own consent, and no further than the installation allows. */
  @Test
  void theReaderAndTheInstallationMustBothAllowIt() {
    grant("newsletter", "open_tracking");

    assertThat(allowed(ALL)).isEqualTo(new Measure(Opens.IDENTIFIED, Links.OFF));

    grant("link_tracking");

    assertThat(allowed(ALL)).isEqualTo(ALL);
    assertThat(allowed(new Measure(Opens.ANONYMOUS, Links.ANONYMOUS)))
        .isEqualTo(new Measure(Opens.ANONYMOUS, Links.ANONYMOUS));
  }

  /** (A36, A33): silence and withdrawal are refusals, of counting without names, too. */
  @Test
  void whoRefusedIsNotEvenCounted() {
    grant("newsletter", "open_tracking", "link_tracking");
    for (String purpose : List.of("open_tracking", "link_tracking")) {
      rig.bean(ConsentLedger.class)
          .withdraw(
              key(purpose),
              new Objection.LinkUsed(TestClock.START, Objection.Means.PREFERENCES, 1, 1));
    }

    assertThat(allowed(ALL, Opens.ANONYMOUS, Links.ANONYMOUS)).isEqualTo(Measure.OFF);
  }

  /** (A32): the day alone may be kept of who wants the mail; never of who was only told of it (A31). */
  @Test
  void withoutConsentNoMoreThanTheInstallationDaresAndOnlyOfWantedMail() {
    rig.bean(ConsentLedger.class)
        .declare(List.of(new Declaration(
            key("newsletter"),
            new Evidence.ToldProfessional(
                TestClock.START, Optional.empty(), "fair", "told", "by answering", 1))));
    assertThat(allowed(ALL, Opens.DELIVERABILITY_DATE, Links.OFF)).isEqualTo(Measure.OFF);

    grant("newsletter");

    assertThat(allowed(ALL, Opens.DELIVERABILITY_DATE, Links.ANONYMOUS))
        .isEqualTo(new Measure(Opens.DELIVERABILITY_DATE, Links.ANONYMOUS));
    assertThat(allowed(ALL, Opens.OFF, Links.OFF)).isEqualTo(Measure.OFF);
  }

  /** (A30, A37): no setting makes a person's opens or clicks known without that person's consent. */
  @Test
  void nobodyIsNamedWithoutConsent() {
    assertThatThrownBy(() -> config(ALL, Opens.IDENTIFIED, Links.OFF))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("opens-without-consent");
    assertThatThrownBy(() -> config(ALL, Opens.OFF, Links.IDENTIFIED))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("links-without-consent");
  }

  private Measure allowed(Measure ceiling) {
    return allowed(ceiling, Opens.OFF, Links.OFF);
  }

  private Measure allowed(Measure ceiling, Opens opens, Links links) {
    Message mail = mail();
    return new Ceilings(rig.bean(Wills.class), config(ceiling, opens, links))
        .allowed(List.of(mail))
        .getOrDefault(mail, Measure.OFF);
  }

  private static TrackingConfig config(Measure ceiling, Opens opens, Links links) {
    return new TrackingConfig(
        ceiling.opens(), ceiling.links(), opens, links, Duration.ofMinutes(2), 100);
  }

  private Message mail() {
    return new Message(
        person,
        1,
        "WIN_BACK",
        1,
        "value",
        Optional.of(1L),
        Optional.of(LETTER),
        new TemplateRef("win-back/value", 1),
        Language.FR,
        Optional.empty());
  }

  private ConsentKey key(String purpose) {
    return new ConsentKey(person, Channel.EMAIL, new Purpose(purpose));
  }

  private void grant(String... purposes) {
    for (String purpose : purposes) {
      rig.bean(ConsentLedger.class)
          .declare(List.of(new Declaration(
              key(purpose),
              new Evidence.Declared(TestClock.START, Optional.empty(), "form", "Oui.", 1))));
    }
  }
}
