package io.reveil.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.consent.ConsentKey;
import io.reveil.consent.ConsentState;
import io.reveil.consent.CurrentConsent;
import io.reveil.consent.Grade;
import io.reveil.consent.permission.Permissions;
import io.reveil.contact.Contact;
import io.reveil.contact.Contacts;
import io.reveil.kernel.Channel;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Purpose;
import io.reveil.testing.Rig;
import io.reveil.testing.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Agreeing to be measured: asked beside a confirmation, never with it, and not again and again. */
class MeasuringJourneyTest {
  private static final List<String> BOTH = List.of("open_tracking", "link_tracking");

  @RegisterExtension
  static final Rig rig = Rig.measuring();

  private final Visitor visitor = new Visitor(rig);
  private final Inbox inbox = new Inbox(rig);

  /** (A2, A27, A30, A37): unticked, and the letter is confirmed whatever the boxes. */
  @Test
  void theConfirmationAsksBesideItselfAndSilenceIsARefusal() {
    var page = visitor.open(asked("silent@example.org", "newsletter"));
    assertThat(questions(page)).containsExactlyElementsOf(BOTH);
    assertThat(page.document().select("[name=purposes][checked]")).isEmpty();
    assertThat(page.document().select("details dd").text())
        .as("the notice of what is asked (A27)")
        .contains("13 mois", "donnees@example.org");

    var done = visitor.press(page, "Je confirme");

    assertThat(done.heading()).isEqualTo("C’est confirmé. Merci.");
    assertThat(stateOf("silent@example.org", "newsletter")).contains(ConsentState.GRANTED);
    for (String purpose : BOTH) {
      assertThat(stateOf("silent@example.org", purpose)).contains(ConsentState.REFUSED);
    }
  }

  /** (A10, A30): a consent of its own, with the text of its own that was read. */
  @Test
  void aTickedBoxIsGrantedOnItsOwnEvidence() {
    var page = visitor.open(asked("agrees@example.org", "newsletter"));

    var done = visitor.press(page, "Je confirme", Map.of("purposes", "open_tracking"));

    assertThat(done.document().select(".rows h2").eachText())
        .containsExactly("La lettre du matin", "Savoir quelles lettres vous ouvrez");
    assertThat(visitor.open(page.at().getPath() + "/receipt.json").body())
        .contains("J’accepte que Maison Lumen mesure l’ouverture");
    CurrentConsent consent = consent("agrees@example.org", "open_tracking").orElseThrow();
    assertThat(consent.state()).isEqualTo(ConsentState.GRANTED);
    assertThat(consent.grade()).contains(Grade.DOI);
    assertThat(rig.database()
            .list(
                "SELECT opened FROM consent_opening WHERE event_id = ? AND name = 'page'",
                row -> row.getString(1),
                consent.eventId()))
        .containsExactly("https://lettre.example.org/c");
    assertThat(rig.database()
            .list(
                "SELECT notice_key FROM consent_event WHERE event_id = ?",
                row -> row.getString(1),
                consent.eventId()))
        .containsExactly("open_tracking");
    assertThat(stateOf("agrees@example.org", "link_tracking")).contains(ConsentState.REFUSED);
  }

  /** (A36): refused on day 0; blocked before day 180; asked again on it, and each silence counts anew. */
  @Test
  void whoWasSilentIsAskedAgainAfter180DaysAndNotSooner() {
    visitor.press(visitor.open(asked("later@example.org", "newsletter")), "Je confirme");

    rig.clock().tick(Duration.ofDays(180).minusSeconds(1));
    var early = visitor.open(asked("later@example.org", "newsletter"));
    visitor.press(early, "Je confirme");
    var since = consent("later@example.org", "open_tracking").map(CurrentConsent::since);
    rig.clock().tick(Duration.ofDays(2));
    var again = visitor.open(asked("later@example.org", "newsletter"));
    visitor.press(again, "Je confirme");
    rig.clock().tick(Duration.ofDays(179));
    var once = visitor.open(asked("later@example.org", "newsletter"));

    assertThat(questions(early)).isEmpty();
    assertThat(since).as("not asked, so not answered").contains(TestClock.START);
    assertThat(questions(again)).containsExactlyElementsOf(BOTH);
    assertThat(questions(once)).isEmpty();
  }

  /** (A36, E1): a withdrawal stays one; silence renews its date. Who agreed is not asked. */
  @Test
  void aWithdrawalStaysAWithdrawal() {
    visitor.press(
        visitor.open(asked("left@example.org", "newsletter")),
        "Je confirme",
        Map.of("purposes", "open_tracking"));
    Letter letter = Letter.to(rig, "left@example.org", 81);
    rig.clock().tick(Duration.ofDays(1));
    assertThat(questions(visitor.open(asked("left@example.org", "newsletter")))).isEmpty();
    visitor.post(letter.choose(), Map.of("notice.open_tracking", "1"));
    assertThat(stateOf("left@example.org", "open_tracking")).contains(ConsentState.WITHDRAWN);
    rig.clock().tick(Duration.ofDays(180));

    var page = visitor.open(asked("left@example.org", "newsletter"));
    visitor.press(page, "Je confirme");

    assertThat(questions(page)).containsExactlyElementsOf(BOTH);
    assertThat(consent("left@example.org", "open_tracking").orElseThrow())
        .satisfies(row -> assertThat(row.state()).isEqualTo(ConsentState.WITHDRAWN))
        .satisfies(row -> assertThat(row.since()).isEqualTo(rig.clock().instant()));
  }

  /** (A36): a form that asked is not repeated by the page; its empty box is an answer once its request is confirmed. */
  @Test
  void whatTheFormAskedIsNotAskedTwice() {
    visitor.post(
        "/f/guide?lang=fr",
        Map.of(
            "email", "guide@example.org",
            "purposes", "newsletter",
            "notice.newsletter", "1",
            "notice.open_tracking", "1",
            "notice.link_tracking", "1"));
    var page = visitor.open(inbox.only("guide@example.org").link("/c/"));
    assertThat(questions(page)).isEmpty();

    visitor.press(page, "Je confirme");

    for (String purpose : BOTH) {
      assertThat(stateOf("guide@example.org", purpose)).contains(ConsentState.REFUSED);
    }
  }

  /** (A36): a site that draws its own page may leave a box out; nobody refused what they were not shown. */
  @Test
  void whatTheFormDidNotShowIsAsked() {
    visitor.post(
        "/f/guide?lang=fr",
        Map.of(
            "email", "partly@example.org",
            "purposes", "newsletter",
            "notice.newsletter", "1",
            "notice.open_tracking", "999",
            "notice.link_tracking", "1"));
    var page = visitor.open(inbox.only("partly@example.org").link("/c/"));
    assertThat(questions(page))
        .as("beside another text is not shown, either")
        .containsExactly("open_tracking");

    visitor.post(
        page.at().getPath(),
        Map.of("nonce", page.document().select("[name=nonce]").attr("value")));

    assertThat(stateOf("partly@example.org", "newsletter")).contains(ConsentState.GRANTED);
    assertThat(stateOf("partly@example.org", "open_tracking")).isEmpty();
    assertThat(stateOf("partly@example.org", "link_tracking")).contains(ConsentState.REFUSED);
  }

  /** (A10): a box beside a text that is no longer so is no answer, neither yes nor no; the letter is confirmed. */
  @Test
  void aTextThatChangedMeanwhileIsNoAnswer() {
    var page = visitor.open(asked("changed@example.org", "newsletter"));

    visitor.post(
        page.at().getPath(),
        Map.of(
            "nonce", page.document().select("[name=nonce]").attr("value"),
            "notice.open_tracking", "999",
            "purposes", "open_tracking"));

    assertThat(stateOf("changed@example.org", "newsletter")).contains(ConsentState.GRANTED);
    assertThat(stateOf("changed@example.org", "open_tracking")).isEmpty();
    assertThat(stateOf("changed@example.org", "link_tracking")).as("not shown").isEmpty();
  }

  private String asked(String address, String form) {
    visitor.post(
        "/f/" + form + "?lang=fr",
        Map.of("email", address, "purposes", "newsletter", "notice.newsletter", "1"));
    return inbox.of(address).getLast().link("/c/");
  }

  private static List<String> questions(Visitor.Page page) {
    return page.document().select("[name=purposes]").eachAttr("value");
  }

  private static Optional<ConsentState> stateOf(String address, String purpose) {
    return consent(address, purpose).map(CurrentConsent::state);
  }

  private static Optional<CurrentConsent> consent(String address, String purpose) {
    Contact contact =
        rig.bean(Contacts.class).find(EmailAddress.parse(address).orElseThrow()).orElseThrow();
    return rig.bean(Permissions.class)
        .find(new ConsentKey(contact.id(), Channel.EMAIL, new Purpose(purpose)));
  }
}
