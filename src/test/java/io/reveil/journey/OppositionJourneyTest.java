package io.reveil.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.consent.ConsentKey;
import io.reveil.consent.ConsentState;
import io.reveil.consent.CurrentConsent;
import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.ledger.Objection;
import io.reveil.consent.permission.Permissions;
import io.reveil.consent.suppression.SuppressionReason;
import io.reveil.consent.suppression.Suppressions;
import io.reveil.contact.Contact;
import io.reveil.contact.Contacts;
import io.reveil.kernel.Channel;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.NoMail;
import io.reveil.kernel.Purpose;
import io.reveil.key.AddressDigests;
import io.reveil.testing.OwnFiles;
import io.reveil.testing.Rig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Somebody whose address stands on a list of oppositions, and who asks for one letter again. */
@Tag("sql")
class OppositionJourneyTest {
  private static final String CLUB = """

      club:
        kind: LETTER
        controller: lumen
        channel: EMAIL
        bases: [CONSENT]
        retention: P36M
        recipients: { fr: Notre équipe, en: Our team }
        transfers: none
        sender: { name: Maison Lumen, address: club@lettre.example.org }
        list_id: '<club.lettre.example.org>'
        texts:
          fr: { name: Le club, description: Une invitation par mois., consent: J’accepte., why: Inviter }
          en: { name: The club, description: An invitation a month., consent: I agree., why: To invite }
      """.indent(2);

  @RegisterExtension
  static final Rig rig =
      Rig.with(Map.of("reveil.files", OwnFiles.withPurposes(shipped -> shipped + CLUB)));

  private final Office office = new Office(rig);
  private final Visitor visitor = new Visitor(rig);
  private final Inbox inbox = new Inbox(rig);

  @BeforeEach
  void nobodyIsKnown() {
    rig.empty();
  }

  /** (A49; GDPR art. 21; promise 1): what was confirmed comes back, and nothing else does. */
  @Test
  void whoAsksForOneLetterAgainGetsThatLetterAlone() {
    office.bringIn("contacts", """
        external_id,email,consent_purpose,consent_at,consent_source,consent_text
        1,ada@example.org,newsletter,2025-05-04,checkout,Je veux la lettre.
        1,ada@example.org,club,2025-05-04,checkout,Je veux les invitations.
        """);
    office.bringIn("suppressions?source=hotline", "email\nada@example.org\n");
    rig.clock().tick(Duration.ofDays(200));

    visitor.post(
        "/f/newsletter?lang=fr",
        Map.of("email", "ada@example.org", "purposes", "newsletter", "notice.newsletter", "1"));
    visitor.press(visitor.open(inbox.only("ada@example.org").link("/c/")), "Je confirme");

    assertThat(consent("newsletter").state()).isEqualTo(ConsentState.GRANTED);
    assertThat(consent("club").state()).isEqualTo(ConsentState.WITHDRAWN);
    assertThat(rig.count("suppression")).isZero();
    assertThat(rig.database()
            .list(
                "SELECT name, opened FROM consent_opening WHERE event_id = ? ORDER BY name",
                row -> row.getString(1) + " " + row.getString(2),
                consent("club").eventId()))
        .containsExactly(
            "contact " + consent("club").key().contact(), "means OPPOSITION", "source hotline");
  }

  /** (A49, B15): nothing is sent within 180 days of a complaint; who confirms before is told so, and hears from us after. */
  @Test
  void whoConfirmsSoonAfterAComplaintIsToldFromWhenLettersCome() {
    Letter letter = Letter.toSubscriber(rig, "ada@example.org", 91);
    complain(letter);
    rig.clock().tick(Duration.ofDays(100));

    visitor.post(
        "/f/newsletter?lang=fr",
        Map.of("email", "ada@example.org", "purposes", "newsletter", "notice.newsletter", "1"));
    String link = inbox.of("ada@example.org").getLast().link("/c/");
    var confirmed = visitor.press(visitor.open(link), "Je confirme");

    assertThat(confirmed.document().text()).contains("rien avant le 20 mai 2027");
    assertThat(visitor.open(link + "?lang=en").document().text()).contains("before 20 May 2027");
    assertThat(consent("newsletter").state()).isEqualTo(ConsentState.GRANTED);
    assertThat(objection(letter.contact())).contains(NoMail.SUPPRESSED);
    rig.clock().tick(Duration.ofDays(80));
    assertThat(objection(letter.contact())).isEmpty();
  }

  /** As the mailbox provider's report does. */
  private static void complain(Letter letter) {
    rig.bean(ConsentLedger.class)
        .withdrawAll(
            letter.contact().id(),
            new Objection.Complained(
                rig.clock().instant(), "feedback loop", letter.messageId(), "00"));
    EmailAddress address = letter.contact().email().orElseThrow();
    rig.bean(Suppressions.class)
        .add(
            rig.bean(AddressDigests.class).of(address),
            SuppressionReason.COMPLAINT,
            "feedback loop");
  }

  private static Optional<NoMail> objection(Contact contact) {
    return Optional.ofNullable(rig.bean(Permissions.class)
        .objections(Channel.EMAIL, new Purpose("newsletter"), List.of(contact))
        .get(contact.id()));
  }

  private static CurrentConsent consent(String purpose) {
    Contact ada = rig.bean(Contacts.class)
        .find(EmailAddress.parse("ada@example.org").orElseThrow())
        .orElseThrow();
    return rig.bean(Permissions.class)
        .find(new ConsentKey(ada.id(), Channel.EMAIL, new Purpose(purpose)))
        .orElseThrow();
  }
}
