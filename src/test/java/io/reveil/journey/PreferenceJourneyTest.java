package io.reveil.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.activity.Activities;
import io.reveil.activity.Standing;
import io.reveil.consent.ConsentState;
import io.reveil.consent.CurrentConsent;
import io.reveil.consent.Grade;
import io.reveil.consent.permission.Permissions;
import io.reveil.kernel.PersonalData;
import io.reveil.kernel.Subject;
import io.reveil.testing.Rig;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PreferenceJourneyTest {
  @RegisterExtension
  static final Rig rig = Rig.measuring();

  private final Visitor visitor = new Visitor(rig);

  /** (A29, C1, C3): what takes place is ticked, nothing else is, and looking changes nothing. */
  @Test
  void thePageShowsWhatIsSoAndChangesNothing() {
    Letter letter = Letter.toSubscriber(rig, "look@example.org", 51);
    var before = Rows.all(rig);

    var page = visitor.open(letter.choose());
    visitor.head(letter.choose());
    visitor.open(letter.choose(), Map.of("Sec-Purpose", "prefetch"));
    var english = visitor.open(letter.choose() + "?lang=en");

    assertThat(Rows.all(rig)).isEqualTo(before);
    assertThat(page.heading()).isEqualTo("Vos préférences");
    assertThat(page.document().select("[name=purposes]").eachAttr("value"))
        .containsExactly("newsletter", "open_tracking", "link_tracking");
    assertThat(ticked(page)).containsExactly("newsletter");
    assertThat(page.document().text())
        .contains("lo…@example.org", "Vous l’avez accepté le 21 novembre 2026");
    assertThat(page.body()).doesNotContain("look@example.org");
    assertThat(english.heading()).isEqualTo("Your preferences");
  }

  /** (A30, A10, E6, A21): a consent with evidence of its own, from the mailbox, and a sign of life. */
  @Test
  void aTickedBoxIsAConsentWithItsOwnEvidence() {
    Letter letter = Letter.toSubscriber(rig, "begin@example.org", 52);
    rig.clock().tick(Period.ofDays(20));
    var page = visitor.open(letter.choose());

    var saved = save(page, "newsletter", "open_tracking");
    var after = Rows.all(rig);
    var repeated = save(page, "newsletter", "open_tracking");

    assertThat(saved.status()).isEqualTo(200);
    assertThat(said(saved)).contains("Désormais : Savoir quelles lettres vous ouvrez.");
    assertThat(ticked(saved)).containsExactly("newsletter", "open_tracking");
    assertThat(consent(letter, "open_tracking").grade()).contains(Grade.PAGE);
    assertThat(opened(letter, "open_tracking"))
        .containsEntry("userAct", "POST")
        .containsEntry("page", "https://lettre.example.org/p")
        .containsEntry("messageId", String.valueOf(letter.messageId()))
        .containsKey("linkKeyId");
    assertThat(stateOf(letter, "link_tracking")).contains(ConsentState.REFUSED);
    assertThat(standing(letter).lastSignOn()).contains(LocalDate.parse("2026-12-11"));
    assertThat(said(repeated)).contains("Rien n’a changé.");
    assertThat(Rows.all(rig)).isEqualTo(after);
  }

  /** (A11, A34): tracking ends and the letter goes on. */
  @Test
  void anUntickedBoxEndsItsPurposeAndNoOther() {
    Letter letter = Letter.toSubscriber(rig, "end@example.org", 53);
    var measured =
        save(visitor.open(letter.choose()), "newsletter", "open_tracking", "link_tracking");

    var saved = save(measured, "newsletter", "link_tracking");

    assertThat(said(saved)).contains("C’est arrêté : Savoir quelles lettres vous ouvrez.");
    assertThat(stateOf(letter, "open_tracking")).contains(ConsentState.WITHDRAWN);
    assertThat(stateOf(letter, "link_tracking")).contains(ConsentState.GRANTED);
    assertThat(stateOf(letter, "newsletter")).contains(ConsentState.GRANTED);

    var back = save(saved, "newsletter", "open_tracking", "link_tracking");

    assertThat(ticked(back)).contains("open_tracking");
    assertThat(stateOf(letter, "open_tracking"))
        .as("the person’s own act leads out of WITHDRAWN (E1)")
        .contains(ConsentState.GRANTED);
  }

  /** (A21; CNIL SAN-2020-003): whoever leaves the last letter gives no sign that keeps their data longer. */
  @Test
  void leavingTheLastLetterIsNoSignOfLife() {
    Letter letter = Letter.toSubscriber(rig, "last@example.org", 54);
    rig.clock().tick(Period.ofDays(20));

    save(visitor.open(letter.choose()));

    assertThat(stateOf(letter, "newsletter")).contains(ConsentState.WITHDRAWN);
    assertThat(standing(letter).lastSignOn()).contains(LocalDate.parse("2026-11-21"));
    assertThat(rig.bean(Activities.class).list(letter.contact().id()))
        .extracting(event -> event.signal().kind())
        .containsExactly("UNSUBSCRIBED", "CONFIRMED");
  }

  /** (B5, C10, C2): consent fails closed, withdrawal fails open. */
  @Test
  void withoutAFreshPageWhatIsUntickedEndsAndNothingBegins() {
    Letter forged = Letter.toSubscriber(rig, "forged@example.org", 55);
    Letter old = Letter.toSubscriber(rig, "lay-open@example.org", 55);
    var page = visitor.open(old.choose());
    rig.clock().tick(Duration.ofMinutes(61));

    var robot = visitor.post(
        forged.choose(),
        "text/plain",
        "nonce=AAAA&notice.newsletter=1&notice.open_tracking=1&purposes=open_tracking",
        Map.of());
    var late = save(page, "open_tracking");

    for (Visitor.Page answer : List.of(robot, late)) {
      assertThat(answer.status()).isEqualTo(200);
      assertThat(said(answer)).contains("Rien n’a été ajouté", "C’est arrêté : La lettre du matin");
    }
    for (Letter letter : List.of(forged, old)) {
      assertThat(stateOf(letter, "newsletter")).contains(ConsentState.WITHDRAWN);
      assertThat(stateOf(letter, "open_tracking")).contains(ConsentState.REFUSED);
      assertThat(standing(letter).lastSignKind()).contains("CONFIRMED");
    }
  }

  /** What the page did not show was not unticked. */
  @Test
  void anEmptyPostChangesNothing() {
    Letter letter = Letter.toSubscriber(rig, "empty@example.org", 56);
    var before = Rows.all(rig);

    var answer = visitor.post(letter.choose(), "", "", Map.of());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(Rows.all(rig)).isEqualTo(before);
  }

  /** (A10, E6): nobody agrees to a text that they did not read; an end does not wait for that. */
  @Test
  void aTextThatChangedMeanwhileIsShownAgain() {
    Letter letter = Letter.toSubscriber(rig, "text@example.org", 57);
    var page = visitor.open(letter.choose());
    Element notice = page.document().selectFirst("[name='notice.open_tracking']");
    assertThat(notice).isNotNull();

    var answer = visitor.post(
        letter.choose(),
        Map.of(
            "nonce", page.document().select("[name=nonce]").attr("value"),
            "notice.newsletter", "1",
            "notice.open_tracking", "999",
            "purposes", "open_tracking"));

    assertThat(answer.status()).isEqualTo(409);
    assertThat(said(answer)).contains("un texte a changé", "C’est arrêté : La lettre du matin");
    assertThat(stateOf(letter, "open_tracking")).contains(ConsentState.REFUSED);
  }

  /** (A46) */
  @Test
  void aFrozenPersonMayEndAndNotBegin() {
    Letter letter = Letter.toSubscriber(rig, "frozen@example.org", 58);
    var page = visitor.open(letter.choose());
    rig.database()
        .update(
            "UPDATE contact SET state = 'RESTRICTED' WHERE contact_id = ?",
            letter.contact().id().value());

    var shown = visitor.open(letter.choose());
    var answer = save(page, "open_tracking");

    assertThat(shown.body()).contains("Vos données sont gelées");
    assertThat(shown.document().select("[name=purposes][disabled]").eachAttr("value"))
        .containsExactly("open_tracking", "link_tracking");
    assertThat(said(answer)).contains("Rien n’a été ajouté.");
    assertThat(stateOf(letter, "open_tracking")).contains(ConsentState.REFUSED);
    assertThat(stateOf(letter, "newsletter")).contains(ConsentState.WITHDRAWN);
  }

  /** (D6): only a new request that is confirmed lifts the stop of everything. */
  @Test
  void whoStoppedEverythingBeginsNothingHere() {
    Letter letter = Letter.toSubscriber(rig, "stopped@example.org", 59);
    var page = visitor.open(letter.choose());
    assertThat(visitor.press(page, "Tout arrêter").heading()).isEqualTo("C’est fait");

    var answer = save(page, "newsletter");

    assertThat(answer.body()).contains("Vous avez tout arrêté");
    assertThat(ticked(answer)).isEmpty();
    assertThat(answer.document().select("button").eachText()).containsExactly("Enregistrer");
    assertThat(stateOf(letter, "newsletter")).contains(ConsentState.WITHDRAWN);
  }

  /** (A15): what customers get without having agreed is shown as that, is no consent, and can be left. */
  @Test
  void aCustomerSeesWhatComesWithoutConsentAndLeavesIt() {
    Letter letter = Letter.toSubscriber(rig, "customer@example.org", 60);
    rig.database().update("""
        UPDATE current_consent
           SET state = 'NONE',
               basis = 'CUSTOMER_SOFT_OPT_IN',
               grade = NULL
         WHERE contact_id = ?
           AND purpose = 'newsletter'
        """, letter.contact().id().value());

    var page = visitor.open(letter.choose());
    var kept = save(page, "newsletter");

    assertThat(page.body()).contains("parce que vous êtes client");
    assertThat(ticked(page)).containsExactly("newsletter");
    assertThat(said(kept)).contains("Rien n’a changé.");
    assertThat(stateOf(letter, "newsletter")).contains(ConsentState.NONE);

    save(page);

    assertThat(stateOf(letter, "newsletter")).contains(ConsentState.WITHDRAWN);
  }

  /** (D5, D9, B5): after 90 days the link says so; what was unticked ends all the same, and leaving is offered. */
  @Test
  void anOldLinkSaysSoAndStillLetsOneLeave() {
    Letter letter = Letter.toSubscriber(rig, "old@example.org", 61);
    Letter bare = Letter.toSubscriber(rig, "old-page@example.org", 61);
    var open = visitor.open(bare.choose());
    rig.clock().tick(Duration.ofDays(90).minusSeconds(1));
    assertThat(visitor.open(letter.choose()).status()).isEqualTo(200);
    rig.clock().tick(Duration.ofSeconds(2));

    var page = visitor.open(letter.choose());
    var ended = save(open, "open_tracking");

    assertThat(page.status()).isEqualTo(410);
    assertThat(page.heading()).isEqualTo("Ce lien n’a plus cours");
    assertThat(visitor.press(page, "Me désinscrire").heading()).isEqualTo("C’est fait");
    assertThat(stateOf(letter, "newsletter")).contains(ConsentState.WITHDRAWN);
    assertThat(ended.status()).isEqualTo(410);
    assertThat(said(ended)).contains("C’est arrêté : La lettre du matin");
    assertThat(stateOf(bare, "newsletter")).contains(ConsentState.WITHDRAWN);
    assertThat(stateOf(bare, "open_tracking")).contains(ConsentState.REFUSED);
  }

  /** (D3, D5): the link of an erased person and that of another page look like a forged one. */
  @Test
  void noOtherLinkOpensThePage() {
    Letter letter = Letter.toSubscriber(rig, "gone@example.org", 62);
    String stay = letter.stay().replaceFirst("/s/", "/p/");
    Subject person = new Subject(Optional.of(letter.contact().id()), Optional.empty());
    rig.context().getBeansOfType(PersonalData.class).forEach(part -> part.erase(person));

    assertThat(List.of(visitor.open(stay), visitor.open(letter.choose())))
        .allMatch(page -> page.status() == 404)
        .extracting(Visitor.Page::body)
        .containsOnly(visitor.open("/p/forged").body());
  }

  /** The page as it was shown, with these boxes ticked and no others. */
  private Visitor.Page save(Visitor.Page page, String... ticked) {
    Element form = page.document().select("form:has([name=purposes])").getFirst();
    List<Map.Entry<String, String>> values = new ArrayList<>();
    form.select("input[type=hidden]")
        .forEach(input -> values.add(Map.entry(input.attr("name"), input.attr("value"))));
    for (String purpose : ticked) {
      values.add(Map.entry("purposes", purpose));
    }
    return visitor.post(
        form.absUrl("action"),
        "application/x-www-form-urlencoded",
        Visitor.encoded(values),
        Map.of());
  }

  private static List<String> ticked(Visitor.Page page) {
    return page.document().select("[name=purposes][checked]").eachAttr("value");
  }

  private static String said(Visitor.Page page) {
    return page.document().select("[role=status]").text();
  }

  private static Optional<ConsentState> stateOf(Letter letter, String purpose) {
    return find(letter, purpose).map(CurrentConsent::state);
  }

  private static CurrentConsent consent(Letter letter, String purpose) {
    return find(letter, purpose).orElseThrow();
  }

  private static Optional<CurrentConsent> find(Letter letter, String purpose) {
    return rig.bean(Permissions.class).list(letter.contact().id()).stream()
        .filter(consent -> consent.key().purpose().id().equals(purpose))
        .findFirst();
  }

  private static Map<String, String> opened(Letter letter, String purpose) {
    Map<String, String> opened = new HashMap<>();
    rig.database()
        .list(
            "SELECT name, opened FROM consent_opening WHERE event_id = ?",
            row -> Map.entry(row.getString(1), row.getString(2)),
            consent(letter, purpose).eventId())
        .forEach(entry -> opened.put(entry.getKey(), entry.getValue()));
    return opened;
  }

  private static Standing standing(Letter letter) {
    return rig.bean(Activities.class)
        .standings(List.of(letter.contact().id()))
        .values()
        .iterator()
        .next();
  }
}
