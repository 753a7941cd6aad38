package io.reveil.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.reveil.consent.ConsentState;
import io.reveil.contact.Contact;
import io.reveil.contact.ContactState;
import io.reveil.contact.Contacts;
import io.reveil.job.Recurring;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.PersonalData;
import io.reveil.kernel.Subject;
import io.reveil.key.AddressDigests;
import io.reveil.testing.Rig;
import io.reveil.testing.TestStopwatch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfirmJourneyTest {
  @RegisterExtension
  static final Rig rig = Rig.standard();

  private final Visitor visitor = new Visitor(rig);
  private final Inbox inbox = new Inbox(rig);

  /** (promise 2; A10, C1, C2) */
  @Test
  void onlyThePressOfTheButtonGrants() {
    String link = asked("ada@example.org");
    var before = Rows.all(rig);

    var page = visitor.open(link);
    visitor.head(link);
    visitor.open(link + "?lang=en");

    assertThat(Rows.all(rig)).isEqualTo(before);
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.document().select("button.go[autofocus]").text()).isEqualTo("Je confirme");
    assertThat(page.document().select("script")).isEmpty();
    assertThat(contact("ada@example.org").state()).isEqualTo(ContactState.PENDING);

    var done = visitor.press(page, "Je confirme");

    assertThat(done.status()).isEqualTo(200);
    assertThat(done.heading()).isEqualTo("C’est confirmé. Merci.");
    assertThat(contact("ada@example.org").state()).isEqualTo(ContactState.LIVE);
    assertThat(stateOf("ada@example.org")).isEqualTo(ConsentState.GRANTED);
    assertThat(actsOf("ada@example.org")).containsExactly("REQUESTED", "DOI_SENT", "GRANTED");
    assertThat(
            rig.bean(Contacts.class).fields(List.of(contact("ada@example.org").id())))
        .containsValue(Map.of("first_name", "Ada"));
    assertThat(typedBy("ada@example.org")).isZero();
  }

  @Test
  void thePageSpeaksTheLanguageOfTheMailUnlessAnotherIsAskedFor() {
    String link = asked("tongue@example.org");

    assertThat(visitor.open(link, Map.of("Accept-Language", "en")).heading())
        .isEqualTo("Confirmez votre inscription");
    assertThat(visitor.open(link + "?lang=en").heading()).isEqualTo("Confirm your sign-up");
  }

  /** (C2) */
  @Test
  void withoutTheNonceOfThePageNothingHappens() {
    String link = asked("nonce@example.org");
    var page = visitor.open(link);
    var before = Rows.all(rig);

    var without = visitor.post(link, Map.of());
    var forged = visitor.post(link, Map.of("nonce", "0123456789abcdef"));
    rig.clock().tick(Duration.ofMinutes(61));
    var late = visitor.press(page, "Je confirme");

    assertThat(List.of(without, forged, late))
        .allMatch(answer -> answer.heading().equals("Confirmez votre inscription"));
    assertThat(Rows.all(rig)).isEqualTo(before);
    assertThat(visitor.press(late, "Je confirme").heading()).isEqualTo("C’est confirmé. Merci.");
  }

  /** (D10) */
  @Test
  void aSecondPressGrantsNothingNotEvenAfterAWithdrawal() {
    String link = asked("again@example.org");
    var page = visitor.open(link);
    var confirmed = visitor.press(page, "Je confirme");
    var second = visitor.press(page, "Je confirme");
    assertThat(second.heading()).isEqualTo("C’est déjà confirmé");
    assertThat(actsOf("again@example.org")).containsExactly("REQUESTED", "DOI_SENT", "GRANTED");

    String leave = confirmed.document().select("a[href^=/u/]").attr("href");
    visitor.press(visitor.open(leave), "Tout arrêter");
    var third = visitor.press(page, "Je confirme");

    assertThat(third.heading()).isEqualTo("C’est déjà confirmé");
    assertThat(third.document().select(".sun").text()).isEqualTo("arrêté");
    assertThat(stateOf("again@example.org")).isEqualTo(ConsentState.WITHDRAWN);
  }

  /** The way back after "everything" is a new request, confirmed: it lifts the objection (design section 3). */
  @Test
  void whoeverLeftComesBackByANewDoubleOptIn() {
    var confirmed = visitor.press(visitor.open(asked("back@example.org")), "Je confirme");
    visitor.press(
        visitor.open(confirmed.document().select("a[href^=/u/]").attr("href")), "Tout arrêter");
    assertThat(objections("back@example.org")).isOne();
    rig.clock().tick(Duration.ofDays(2));

    signUp("back@example.org");
    String link = inbox.of("back@example.org").getLast().link("/c/");
    visitor.press(visitor.open(link), "Je confirme");

    assertThat(stateOf("back@example.org")).isEqualTo(ConsentState.GRANTED);
    assertThat(objections("back@example.org")).isZero();
  }

  /** (A46; GDPR art. 18): the ban stands, nothing is granted, and the same link does its work once the person is free again. */
  @Test
  void whoIsFrozenConfirmsNothingUntilThatEnds() {
    Visitor.Page once = visitor.press(visitor.open(asked("frozen@example.org")), "Je confirme");
    visitor.press(
        visitor.open(once.document().select("a[href^=/u/]").attr("href")), "Tout arrêter");
    rig.clock().tick(Duration.ofDays(2));
    signUp("frozen@example.org");
    String link = inbox.of("frozen@example.org").getLast().link("/c/");
    Visitor.Page page = visitor.open(link);
    put("frozen@example.org", ContactState.RESTRICTED);
    var before = Rows.all(rig);

    Visitor.Page pressed = visitor.press(page, "Je confirme");
    Visitor.Page english = visitor.open(link + "?lang=en");

    assertThat(pressed.heading()).isEqualTo("Rien n’est confirmé");
    assertThat(pressed.document().text())
        .contains("L’usage de vos données est limité", "bonjour@example.org", "30 novembre 2026");
    assertThat(english.heading()).isEqualTo("Nothing is confirmed");
    assertThat(english.document().text())
        .contains("The use of your data is restricted", "30 November 2026");
    assertThat(english.document().select("button").eachText()).containsExactly("This was not me");
    assertThat(Rows.all(rig)).isEqualTo(before);

    put("frozen@example.org", ContactState.LIVE);
    visitor.press(visitor.open(link), "Je confirme");

    assertThat(stateOf("frozen@example.org")).isEqualTo(ConsentState.GRANTED);
    assertThat(objections("frozen@example.org")).isZero();
  }

  /** (A46, C10): a denial takes back, so nothing stands before it. */
  @Test
  void whoIsFrozenMaySayThatItWasSomebodyElse() {
    visitor.press(visitor.open(asked("frozen-not-me@example.org")), "Je confirme");
    rig.clock().tick(Duration.ofDays(2));
    signUp("frozen-not-me@example.org");
    String link = inbox.of("frozen-not-me@example.org").getLast().link("/c/");
    put("frozen-not-me@example.org", ContactState.RESTRICTED);

    Visitor.Page denied = visitor.press(visitor.open(link), "Ce n’est pas moi");

    assertThat(denied.heading()).isEqualTo("C’est noté");
    assertThat(visitor.open(link).heading()).isEqualTo("C’est noté");
  }

  /** (A46): what was granted before stands, and no page says that it takes place. */
  @Test
  void aLinkUsedBeforeSaysThatNothingIsSentToWhoIsFrozen() {
    String link = asked("frozen-later@example.org");
    visitor.press(visitor.open(link), "Je confirme");
    put("frozen-later@example.org", ContactState.RESTRICTED);

    Visitor.Page page = visitor.open(link);

    assertThat(page.heading()).isEqualTo("C’est déjà confirmé");
    assertThat(page.document().select(".note").text())
        .contains("L’usage de vos données est limité", "nous n’envoyons rien");
    assertThat(visitor.open(link + "?lang=en").document().select(".note").text())
        .contains("The use of your data is restricted", "we send nothing");
  }

  /** (D5, D9): a second before its end the link works, at its end it says so and offers a new one. */
  @Test
  void anExpiredLinkSaysSoAndSendsANewOneWithinTheLimits() {
    String link = asked("late@example.org");
    rig.clock().tick(Duration.ofDays(7).minusSeconds(1));
    assertThat(visitor.open(link).heading()).isEqualTo("Confirmez votre inscription");
    rig.clock().tick(Duration.ofSeconds(1));
    var page = visitor.open(link);
    assertThat(page.status()).isEqualTo(410);
    assertThat(page.heading()).isEqualTo("Ce lien n’est plus valable");
    round("request-expiry");
    assertThat(visitor.open(link).heading()).isEqualTo("Ce lien n’est plus valable");

    visitor.press(page, "Recevoir un nouveau lien");
    visitor.press(page, "Recevoir un nouveau lien");

    var mails = inbox.of("late@example.org");
    assertThat(mails).hasSize(2);
    var confirm = visitor.open(mails.getLast().link("/c/"));
    assertThat(visitor.press(confirm, "Je confirme").heading()).isEqualTo("C’est confirmé. Merci.");
    assertThat(stateOf("late@example.org")).isEqualTo(ConsentState.GRANTED);
  }

  /** (D5): forged, cut, of another action, and of an erased person: the same bytes and the same status. */
  @Test
  void badUnknownAndErasedLinksLookAlike() {
    String link = asked("erased@example.org");
    Subject person = new Subject(Optional.of(contact("erased@example.org").id()), Optional.empty());
    rig.context().getBeansOfType(PersonalData.class).forEach(part -> part.erase(person));
    String forged = Visitor.forged(link);

    var answers = List.of(
        visitor.open(link),
        visitor.open(forged),
        visitor.open("/c/short"),
        visitor.open(link.replace("/c/", "/s/")),
        visitor.open(link.replace("/c/", "/u/")));

    assertThat(answers).extracting(Visitor.Page::status).containsOnly(404);
    assertThat(answers)
        .extracting(Visitor.Page::body)
        .containsOnly(answers.getFirst().body());
    assertThat(answers.getFirst().document().select("form").attr("action"))
        .isEqualTo("/f/link?lang=fr");
  }

  /** (D5, B27) */
  @Test
  void typingAnAddressSendsALinkIfARequestWaitsAndSaysTheSameAnyway() {
    asked("waits@example.org");
    rig.clock().tick(Duration.ofHours(25));

    rig.bean(TestStopwatch.class).waits();
    var known = visitor.post("/f/link?lang=fr", Map.of("email", "waits@example.org"));
    var unknown = visitor.post("/f/link?lang=fr", Map.of("email", "stranger@example.org"));
    var nonsense = visitor.post("/f/link?lang=fr", Map.of("email", "nonsense"));

    assertThat(List.of(unknown, nonsense))
        .allMatch(answer -> answer.body().equals(known.body()) && answer.status() == 202);
    assertThat(rig.bean(TestStopwatch.class).waits())
        .hasSize(3)
        .containsOnly(Duration.ofMillis(60));
    assertThat(inbox.of("waits@example.org")).hasSize(2);
    assertThat(inbox.of("stranger@example.org")).isEmpty();
  }

  /**
   * (A10, E6, B28): whoever asks for a new link ticks nothing and reads nothing. Mail and page name the one time and place
   * where that was done, and the ledger where the link was asked for.
   */
  @ParameterizedTest
  @CsvSource({"link, /f/link", "confirm, /c"})
  void aNewLinkIsToldAndRecordedAsWhatItIs(String place, String path) {
    String address = "anew-by-" + place + "@example.org";
    String old = asked(address);
    rig.clock().tick(Duration.ofDays(9));

    if (place.equals("link")) {
      visitor.post("/f/link?lang=fr", Map.of("email", address));
    } else {
      visitor.press(visitor.open(old), "Recevoir un nouveau lien");
    }

    Inbox.Mail mail = inbox.of(address).getLast();
    assertThat(List.of(mail.text(), mail.html()))
        .allSatisfy(part -> assertThat(part)
            .contains(
                "21\u00A0novembre\u00A02026",
                "lettre.example.org/f/newsletter",
                "nouveau lien",
                "30\u00A0novembre\u00A02026"));
    Visitor.Page page = visitor.open(mail.link("/c/"));
    assertThat(page.document().select(".ref").text())
        .contains("21 novembre 2026", "/f/newsletter")
        .doesNotContain("30 novembre");
    visitor.press(page, "Je confirme");
    String form = "https://lettre.example.org/f/newsletter";
    assertThat(recorded(address))
        .extracting(Recorded::act, Recorded::form, Recorded::page, Recorded::notice)
        .containsExactly(
            tuple("REQUESTED", "newsletter", form, 1),
            tuple("DOI_SENT", "", "", 1),
            tuple("REQUESTED", place, "https://lettre.example.org" + path, 0),
            tuple("DOI_SENT", "", "", 1),
            tuple("GRANTED", "newsletter", form, 1));
  }

  /** The link of a mail that a newer one replaced says so; the newer one works. */
  @Test
  void aNewerRequestTakesThePlaceOfTheOlder() {
    String older = asked("newer@example.org");
    rig.clock().tick(Duration.ofHours(25));
    signUp("newer@example.org");
    String newer = inbox.of("newer@example.org").getLast().link("/c/");

    assertThat(visitor.open(older).heading()).isEqualTo("Un lien plus récent a pris sa place");
    assertThat(visitor.press(visitor.open(newer), "Je confirme").status()).isEqualTo(200);
    assertThat(actsOf("newer@example.org"))
        .containsExactly("REQUESTED", "DOI_SENT", "REQUESTED", "DOI_SENT", "GRANTED");
  }

  /** (A12) */
  @Test
  void whatNobodyConfirmsIsErasedByDayThirty() {
    asked("silent@example.org");

    assertThat(typedBy("silent@example.org")).isOne();
    rig.clock().tick(Duration.ofDays(7));
    round("request-expiry");
    assertThat(typedBy("silent@example.org")).isZero();
    assertThat(actsOf("silent@example.org")).containsExactly("REQUESTED", "DOI_SENT", "EXPIRED");

    rig.clock().tick(Duration.ofDays(22));
    round("request-expiry");
    assertThat(rig.bean(Contacts.class).find(address("silent@example.org"))).isEmpty();
    assertThat(Rows.naming(rig, "silent@example.org")).isEmpty();
  }

  private String asked(String address) {
    signUp(address);
    return inbox.only(address).link("/c/");
  }

  private void signUp(String address) {
    visitor.post(
        "/f/newsletter?lang=fr",
        Map.of(
            "email",
            address,
            "purposes",
            "newsletter",
            "notice.newsletter",
            "1",
            "fields.first_name",
            "Ada"));
  }

  private static void put(String address, ContactState state) {
    rig.database()
        .update(
            "UPDATE contact SET state = ? WHERE contact_id = ?",
            state,
            contact(address).id().value());
  }

  private static void round(String name) {
    Recurring work = rig.context().getBeansOfType(Recurring.class).stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow();
    while (work.round()) {
      // The next part.
    }
  }

  private static EmailAddress address(String text) {
    return EmailAddress.parse(text).orElseThrow();
  }

  private static Contact contact(String text) {
    return rig.bean(Contacts.class).find(address(text)).orElseThrow();
  }

  private static ConsentState stateOf(String text) {
    return Letter.stateOf(rig, contact(text).id());
  }

  private static long objections(String text) {
    return rig.database()
        .first(
            "SELECT COUNT(*) FROM suppression WHERE address_digest = ?",
            row -> row.getLong(1),
            (Object) rig.bean(AddressDigests.class)
                .of(contact(text).email().orElseThrow())
                .newest()
                .bytes())
        .orElseThrow();
  }

  private static long typedBy(String text) {
    return rig.database()
        .first(
            "SELECT COUNT(*) FROM typed_field WHERE contact_id = ?",
            row -> row.getLong(1),
            contact(text).id().value())
        .orElseThrow();
  }

  /** @param notice its version; 0 where the act names none */
  private record Recorded(String act, String form, String page, int notice) {}

  private static List<Recorded> recorded(String text) {
    return rig.database()
        .list(
            """
            SELECT e.act, e.notice_version, f.opened AS form, p.opened AS page
              FROM consent_subject s
              JOIN consent_event e ON e.subject_ref = s.subject_ref
              LEFT JOIN consent_opening f
                ON f.contact_id = s.contact_id AND f.event_id = e.event_id AND f.name = 'formId'
              LEFT JOIN consent_opening p
                ON p.contact_id = s.contact_id AND p.event_id = e.event_id AND p.name = 'page'
             WHERE s.contact_id = ?
               AND e.purpose = 'newsletter'
             ORDER BY e.version
            """,
            row -> new Recorded(
                row.getString("act"),
                Objects.requireNonNullElse(row.getString("form"), ""),
                Objects.requireNonNullElse(row.getString("page"), ""),
                row.getInt("notice_version")),
            contact(text).id().value());
  }

  private static List<String> actsOf(String text) {
    return rig.database()
        .list("""
            SELECT act
              FROM consent_event e
              JOIN consent_subject s ON s.subject_ref = e.subject_ref
             WHERE s.contact_id = ?
               AND e.purpose = 'newsletter'
             ORDER BY version
            """, row -> row.getString("act"), contact(text).id().value());
  }
}
