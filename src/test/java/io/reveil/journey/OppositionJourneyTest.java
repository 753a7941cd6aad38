package io.reveil.journey;

import static io.reveil.kernel.NoMail.WITHDRAWN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.runtime.server.EmbeddedServer;
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
import io.reveil.kernel.PersonalData;
import io.reveil.kernel.Purpose;
import io.reveil.kernel.Subject;
import io.reveil.key.AddressDigests;
import io.reveil.testing.OwnFiles;
import io.reveil.testing.Rig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Somebody whose address stands on a list of oppositions, and who asks for one letter again. */
@Tag("sql")
class OppositionJourneyTest {
  private static final EmailAddress ADA = EmailAddress.parse("ada@example.org").orElseThrow();

  private static final String CLUB_AND_TEXTS = """

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
      text_news:
        kind: LETTER
        controller: lumen
        channel: SMS
        bases: [CONSENT]
        retention: P36M
        recipients: { fr: Notre équipe, en: Our team }
        transfers: none
        texts:
          fr: { name: Les SMS, description: Un SMS par mois., consent: J’accepte les SMS., why: Vous informer }
          en: { name: Texts, description: One text a month., consent: I agree to texts., why: To inform you }
      """.indent(2);

  /** As an old system exports them every night, whoever left meanwhile. */
  private static final String NIGHTLY = """
      external_id,email,consent_purpose,consent_at,consent_source,consent_text
      1,ada@example.org,newsletter,2019-05-04,checkout,Je veux la lettre.
      1,ada@example.org,club,2019-05-04,checkout,Je veux les invitations.
      1,ada@example.org,text_news,2019-05-04,checkout,Je veux les SMS.
      """;

  /** As it was before there were more. */
  private static final String ONE_LETTER =
      OwnFiles.withPurposes(shipped -> shipped + "# no more yet\n");

  @RegisterExtension
  static final Rig rig = Rig.with(Map.of(
      "reveil.files",
      OwnFiles.withPurposesAndAFormFor(
          shipped -> shipped + CLUB_AND_TEXTS, "newsletter", "club", "text_news"),
      "reveil.tracking.opens",
      "IDENTIFIED",
      "reveil.tracking.links",
      "IDENTIFIED"));

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

  /** (A49; GDPR art. 21; promise 1): of her nothing was known, so nothing stood that could be withdrawn. */
  @Test
  void afterAnImportedOppositionNoListBringsBackWhatWasNotConfirmed() {
    office.bringIn("suppressions?source=hotline", "email\nada@example.org\n");
    confirm("newsletter");

    JsonNode run = office.bringIn("contacts", NIGHTLY);

    assertThat(run.path("consentsNotTaken").asLong()).isEqualTo(2);
    assertThat(objections()).isEqualTo(Map.of("club", WITHDRAWN, "text_news", WITHDRAWN));
    assertThat(rig.count("suppression")).isZero();
  }

  /** (A49; promise 1): the same after “stop everything”, of what she never answered, too. */
  @Test
  void afterStoppingEverythingNoListBringsBackWhatWasNotConfirmed() {
    Visitor.Page confirmed = confirm("newsletter");
    visitor.press(
        visitor.open(confirmed.document().select("a[href^=/u/]").attr("href")), "Tout arrêter");
    rig.clock().tick(Duration.ofDays(2));
    confirm("newsletter");

    JsonNode run = office.bringIn("contacts", NIGHTLY);

    assertThat(run.path("consentsNotTaken").asLong()).isEqualTo(2);
    assertThat(objections()).isEqualTo(Map.of("club", WITHDRAWN, "text_news", WITHDRAWN));
  }

  /** (A49): the ban stopped texts, too, so they stay stopped when a letter by e-mail is asked for. */
  @Test
  void aLetterByEmailBringsNoTextsBack() {
    office.bringIn("contacts", NIGHTLY);
    assertThat(objections()).isEmpty();
    office.bringIn("suppressions?source=hotline", "email\nada@example.org\n");
    assertThat(objections()).hasSize(3).containsEntry("text_news", NoMail.SUPPRESSED);

    confirm("newsletter");

    assertThat(objections()).isEqualTo(Map.of("club", WITHDRAWN, "text_news", WITHDRAWN));
  }

  /** (A49): what she asks for herself later is hers, like anybody's. */
  @Test
  void whatIsAskedForAndConfirmedLaterIsGranted() {
    office.bringIn("suppressions?source=hotline", "email\nada@example.org\n");
    confirm("newsletter");
    rig.clock().tick(Duration.ofDays(2));

    confirm("club");

    assertThat(objections()).isEqualTo(Map.of("text_news", WITHDRAWN));
    office.bringIn("contacts", NIGHTLY);
    assertThat(objections()).isEqualTo(Map.of("text_news", WITHDRAWN));
  }

  /** (A49): lifted before those purposes were declared; and what she asks for herself is hers all the same. */
  @Test
  void aPurposeDeclaredLaterIsOpposedToo() {
    office.bringIn("suppressions?source=hotline", "email\nada@example.org\n");
    visitor.post(
        "/f/newsletter?lang=fr",
        Map.of("email", "ada@example.org", "purposes", "newsletter", "notice.newsletter", "1"));
    String link = inbox.only("ada@example.org").link("/c/");
    try (EmbeddedServer before = rig.beside(Map.of("reveil.files", ONE_LETTER))) {
      Visitor there = new Visitor(before.getURI()::resolve);
      there.press(there.open(link), "Je confirme");
    }
    assertThat(rig.count("suppression")).isZero();

    JsonNode run = office.bringIn("contacts", NIGHTLY);
    JsonNode again = office.bringIn("contacts", NIGHTLY);

    assertThat(List.of(run, again))
        .allMatch(each -> each.path("consentsNotTaken").asLong() == 2);
    assertThat(objections()).isEqualTo(Map.of("club", WITHDRAWN, "text_news", WITHDRAWN));
    rig.clock().tick(Duration.ofDays(2));
    confirm("club");
    assertThat(objections()).isEqualTo(Map.of("text_news", WITHDRAWN));
  }

  /** (A49, A36): of measuring she answered on that same page, and the opposition does not speak over it. */
  @Test
  void whatIsAnsweredBesideTheConfirmationStandsAsAnswered() {
    office.bringIn("suppressions?source=hotline", "email\nada@example.org\n");
    rig.clock().tick(Duration.ofDays(200));

    confirm("newsletter", Map.of("purposes", "open_tracking"));

    assertThat(consent("open_tracking").state()).isEqualTo(ConsentState.GRANTED);
    assertThat(consent("link_tracking").state()).isEqualTo(ConsentState.REFUSED);
    assertThat(consent("link_tracking").since()).isEqualTo(rig.clock().instant());
  }

  /** (A49, promise 1): an old list knows nothing of it, and we know nothing of her any more but that. */
  @Test
  void whoLeftOneLetterAndWasErasedIsNotBroughtBackByAList() {
    office.bringIn("contacts", NIGHTLY);
    visitor.post(Letter.to(rig, "ada@example.org", 92).leave(), Map.of("scope", "purpose"));
    assertThat(rig.count("suppression")).isZero();
    erase();

    office.bringIn("contacts", NIGHTLY);

    assertThat(rig.bean(Contacts.class).find(ADA)).isEmpty();
    assertThat(rig.database().list("SELECT reason FROM suppression", row -> row.getString(1)))
        .containsExactly("OBJECTION");
  }

  /** (A49; GDPR art. 17): no fingerprint stays of who opposed no letter, nor of what was found invalid. */
  @Test
  void whoWasErasedAndHadLeftNothingLeavesNoBan() {
    office.bringIn("contacts", NIGHTLY);
    visitor.post(Letter.to(rig, "ada@example.org", 93).choose() + "/measuring", Map.of());
    office.post("/api/consents/invalidations", "application/json", """
        {"email": "ada@example.org", "purpose": "club", "reason": "The wording was defective."}
        """);
    assertThat(consent("open_tracking").state()).isEqualTo(ConsentState.WITHDRAWN);
    assertThat(consent("club").state()).isEqualTo(ConsentState.WITHDRAWN);
    erase();
    assertThat(rig.count("suppression")).isZero();

    office.bringIn("contacts", NIGHTLY);

    assertThat(consent("newsletter").state()).isEqualTo(ConsentState.GRANTED);
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

  private Visitor.Page confirm(String purpose) {
    return confirm(purpose, Map.of());
  }

  /** Signs up for it, and presses the button of the mail. */
  private Visitor.Page confirm(String purpose, Map<String, String> answers) {
    visitor.post(
        "/f/all?lang=fr",
        Map.of("email", "ada@example.org", "purposes", purpose, "notice." + purpose, "1"));
    String link = inbox.of("ada@example.org").getLast().link("/c/");
    return visitor.press(visitor.open(link), "Je confirme", answers);
  }

  /** Why nothing is sent of each letter; those that are sent are absent. */
  private static Map<String, NoMail> objections() {
    Map<String, NoMail> objections = new TreeMap<>();
    Map.of("newsletter", Channel.EMAIL, "club", Channel.EMAIL, "text_news", Channel.SMS)
        .forEach((purpose, channel) -> rig.bean(Permissions.class)
            .objections(channel, new Purpose(purpose), List.of(ada()))
            .forEach((_, reason) -> objections.put(purpose, reason)));
    return objections;
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

  private static void erase() {
    Subject person = new Subject(Optional.of(ada().id()), Optional.of(ADA));
    rig.database()
        .write(() ->
            rig.context().getBeansOfType(PersonalData.class).forEach(part -> part.erase(person)));
  }

  private static CurrentConsent consent(String purpose) {
    return rig.bean(Permissions.class)
        .find(new ConsentKey(ada().id(), Channel.EMAIL, new Purpose(purpose)))
        .orElseThrow();
  }

  private static Contact ada() {
    return rig.bean(Contacts.class).find(ADA).orElseThrow();
  }
}
