package io.reveil.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.consent.verify.LedgerVerifier;
import io.reveil.contact.Contacts;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.PersonalData;
import io.reveil.kernel.Subject;
import io.reveil.testing.Rig;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What was never confirmed by the person is erased with its request, on every path that such a request can take: also in the
 * evidence, which has no end of its own (A12, E9).
 */
@Tag("sql")
class ForgettingJourneyTest {
  private static final String ADA = "ada@example.org";

  @RegisterExtension
  static final Rig rig = Rig.standard();

  private final Office office = new Office(rig);
  private final Visitor visitor = new Visitor(rig);
  private final Inbox inbox = new Inbox(rig);

  @BeforeEach
  void nobodyIsKnown() {
    rig.empty();
  }

  /** (A12, E9) */
  @Test
  void whoNeverAnswered() {
    asked();

    theLastDayOfTheRequest();

    nothingIsLeft();
  }

  /** (A12, E9): the first request ends before the second, and the person waits for the last. */
  @Test
  void whoWasAskedTwiceAndNeverAnswered() {
    asked();
    rig.clock().tick(Duration.ofDays(5));
    asked();
    rig.clock().tick(Duration.ofDays(23));
    office.work();
    assertThat(Rows.naming(rig, ADA)).contains("contact", "consent_opening");

    theLastDayOfTheRequest();

    nothingIsLeft();
  }

  /** (A12, B11, E9): at once. */
  @Test
  void whoSaidThatItWasNotThem() {
    deny(asked());

    nothingIsLeft();
    theLastDayOfTheRequest();
    nothingIsLeft();
  }

  /** (A12, B11, E9): after the time to confirm was over. */
  @Test
  void whoSaidSoTooLate() {
    String link = asked();
    rig.clock().tick(Duration.ofDays(8));
    office.work();
    deny(link);

    nothingIsLeft();
  }

  /** (A12, B11, E9): a robot confirmed before; until then the evidence of that stays. */
  @Test
  void whoSaidSoAfterARobotHadConfirmed() {
    String link = asked();
    visitor.press(visitor.open(link), "Je confirme");
    deny(link);
    assertThat(Rows.naming(rig, ADA)).containsExactly("consent_opening");

    theLastDayOfTheRequest();

    nothingIsLeft();
  }

  /** (A12, B11, E9): a robot confirmed twice. */
  @Test
  void whoSaidSoOfEachOfTwoThatARobotHadConfirmed() {
    String first = asked();
    visitor.press(visitor.open(first), "Je confirme");
    rig.clock().tick(Duration.ofDays(2));
    String second = asked();
    visitor.press(visitor.open(second), "Je confirme");
    deny(first);
    deny(second);

    theLastDayOfTheRequest();

    nothingIsLeft();
  }

  /** (A12, E9): by whoever answers for the rights of persons. */
  @Test
  void whoHadItErasedWhileTheRequestWaited() {
    asked();
    EmailAddress address = EmailAddress.parse(ADA).orElseThrow();
    Subject ada = new Subject(
        rig.bean(Contacts.class).find(address).map(person -> person.id()), Optional.of(address));
    rig.context().getBeansOfType(PersonalData.class).forEach(part -> part.erase(ada));

    nothingIsLeft();
    theLastDayOfTheRequest();
    nothingIsLeft();
  }

  /** (A12, E9): whom somebody's change of address had waited for too long. */
  @Test
  void whoWasToTakeOverALetterAndNeverAnswered() {
    Letter mover = Letter.toSubscriber(rig, "mover@example.org", 903);
    visitor.press(
        visitor.open(mover.choose()), "Demander à la nouvelle adresse", Map.of("email", ADA));
    assertThat(inbox.of(ADA)).hasSize(1);

    theLastDayOfTheRequest();

    assertThat(Rows.naming(rig, ADA)).isEmpty();
    assertThat(rig.bean(LedgerVerifier.class).run().faults()).isEmpty();
  }

  private String asked() {
    visitor.post(
        "/f/newsletter?lang=fr",
        Map.of(
            "email", ADA,
            "fields.first_name", "Augusta",
            "purposes", "newsletter",
            "notice.newsletter", "1"));
    return inbox.of(ADA).getLast().link("/c/");
  }

  private void deny(String link) {
    assertThat(visitor.press(visitor.open(link), "Ce n’est pas moi").heading())
        .isEqualTo("C’est noté");
  }

  private void theLastDayOfTheRequest() {
    rig.clock().tick(Duration.ofDays(28));
    office.work();
  }

  private static void nothingIsLeft() {
    assertThat(Rows.naming(rig, ADA)).isEmpty();
    for (String table : new String[] {"consent_opening", "consent_subject", "current_consent"}) {
      assertThat(rig.count(table)).as(table).isZero();
    }
    assertThat(rig.bean(LedgerVerifier.class).run().faults()).isEmpty();
  }
}
