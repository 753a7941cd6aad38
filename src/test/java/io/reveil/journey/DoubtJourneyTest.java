package io.reveil.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.activity.Activities;
import io.reveil.consent.ConsentKey;
import io.reveil.consent.ConsentState;
import io.reveil.consent.CurrentConsent;
import io.reveil.consent.permission.Permissions;
import io.reveil.kernel.Channel;
import io.reveil.kernel.Purpose;
import io.reveil.testing.Rig;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The sandbox of a mail host also stays, ticks and undoes. Whatever grants is in doubt then, and asks; whatever withdraws
 * never is (promise 1; C2, C10).
 */
class DoubtJourneyTest {
  @RegisterExtension
  static final Rig rig = Rig.with(Map.of(
      "reveil.subscription.crowd", "3",
      "reveil.tracking.opens", "IDENTIFIED",
      "reveil.tracking.links", "IDENTIFIED"));

  private final Visitor visitor = new Visitor(rig);

  /** Tests begin at the same moment: whoever pressed in the last one is forgotten. */
  @AfterEach
  void aMomentLaterForTheNext() {
    rig.clock().tick(Duration.ofDays(1));
    Letter.toSubscriber(rig, "nobody@nowhere.example", 999);
    rig.empty();
  }

  /** (A21): a press in doubt is no sign of life. */
  @Test
  void whoStaysInACrowdIsAskedAndIsAliveOnlyWithAnAnswer() {
    List<Letter> letters = readers(5);
    rig.clock().tick(Period.ofDays(20));
    letters
        .subList(0, 3)
        .forEach(letter -> assertThat(stays(letter).heading()).isEqualTo("C’est noté. Merci."));
    var before = Rows.all(rig);
    Letter fourth = letters.get(3);

    var question = stays(fourth);
    var again = stays(fourth);
    var unanswered = visitor.press(question, "Répondre");

    assertThat(List.of(question, again, unanswered))
        .allMatch(page -> page.heading().equals("Une question encore"));
    assertThat(unanswered.status()).isEqualTo(400);
    assertThat(question.document().select("[checked]")).isEmpty();
    assertThat(Rows.all(rig)).as("nothing is noted yet").isEqualTo(before);

    var answered = visitor.press(question, "Répondre", Map.of("answer", "stay"));
    var left = visitor.press(stays(letters.get(4)), "Répondre", Map.of("answer", "leave"));

    assertThat(answered.heading()).isEqualTo("C’est noté. Merci.");
    assertThat(lastSign(fourth)).contains(LocalDate.parse("2026-12-11"));
    assertThat(opened(letters.getFirst(), "RECONFIRMED", "newsletter"))
        .containsEntry("asked", "ONCE")
        .containsEntry("secondsPageToPress", "0");
    assertThat(opened(fourth, "RECONFIRMED", "newsletter"))
        .containsEntry("asked", "TWICE")
        .containsEntry("othersOfHostAtOnce", "3");
    assertThat(left.heading()).isEqualTo("C’est fait");
    assertThat(lastSign(letters.get(4))).contains(LocalDate.parse("2026-11-21"));
  }

  /** (B5): however many leave at once, by whichever button. */
  @Test
  void nobodyIsAskedWhoLeaves() {
    List<Letter> letters = readers(6);

    for (Letter letter : letters.subList(0, 3)) {
      assertThat(visitor.press(visitor.open(letter.stay()), "Me désinscrire").heading())
          .isEqualTo("C’est fait");
    }
    for (Letter letter : letters.subList(3, 6)) {
      assertThat(visitor.press(visitor.open(letter.choose()), "Enregistrer").heading())
          .isEqualTo("Vos préférences");
    }

    assertThat(letters)
        .allMatch(
            letter -> state(letter, "newsletter").equals(Optional.of(ConsentState.WITHDRAWN)));
  }

  /** (E1): the page that said it had stopped is left by robots as fast as it came. */
  @Test
  void anUndoInACrowdIsAskedForTwice() {
    List<Letter> letters = readers(5);
    letters
        .subList(0, 3)
        .forEach(letter -> assertThat(undoes(letter).heading()).isEqualTo("C’est repris"));
    Letter fourth = letters.get(3);

    var question = undoes(fourth);
    var unanswered = visitor.press(question, "Répondre");

    assertThat(question.heading()).isEqualTo("Une question avant de revenir");
    assertThat(question.document().select("details dl div")).as("the notice").hasSize(10);
    assertThat(question.document().select("a[hreflang]"))
        .as("its address takes posts")
        .isEmpty();
    assertThat(unanswered.status()).isEqualTo(400);
    assertThat(state(fourth, "newsletter")).contains(ConsentState.WITHDRAWN);

    var back = visitor.press(unanswered, "Répondre", Map.of("answer", "back"));
    var stopped = visitor.press(undoes(letters.get(4)), "Répondre", Map.of("answer", "stopped"));

    assertThat(back.heading()).isEqualTo("C’est repris");
    assertThat(state(fourth, "newsletter")).contains(ConsentState.GRANTED);
    assertThat(opened(fourth, "GRANTED", "newsletter"))
        .containsEntry("means", "UNDO")
        .containsEntry("asked", "TWICE");
    assertThat(stopped.heading()).isEqualTo("C’est fait");
    assertThat(state(letters.get(4), "newsletter")).contains(ConsentState.WITHDRAWN);
  }

  /** (A29): what was unticked in the same press ends at once; what was ticked waits for the answer. */
  @Test
  void aBoxTickedInACrowdIsAskedForAndAnUntickedOneIsNot() {
    List<Letter> letters = readers(5);
    letters
        .subList(0, 3)
        .forEach(
            letter -> assertThat(ticks(letter, "newsletter", "open_tracking").heading())
                .isEqualTo("Vos préférences"));
    rig.clock().tick(Duration.ofSeconds(20));
    Letter fourth = letters.get(3);

    var question = ticks(fourth, "open_tracking");

    assertThat(question.heading()).isEqualTo("Une question avant d’enregistrer");
    assertThat(question.document().select("[role=status]").text())
        .startsWith("C’est arrêté : La lettre du matin");
    assertThat(state(fourth, "newsletter")).contains(ConsentState.WITHDRAWN);
    assertThat(state(fourth, "open_tracking")).contains(ConsentState.REFUSED);
    var before = Rows.all(rig);

    var unanswered = visitor.press(question, "Répondre");
    var none = visitor.press(
        ticks(letters.get(4), "newsletter", "link_tracking"),
        "Répondre",
        Map.of("answer", "not-mine"));

    assertThat(unanswered.status()).isEqualTo(400);
    assertThat(none.document().select("[role=status]").text()).contains("Rien n’a changé.");
    assertThat(Rows.all(rig)).isEqualTo(before);

    visitor.press(unanswered, "Répondre", Map.of("answer", "mine"));

    assertThat(state(fourth, "open_tracking")).contains(ConsentState.GRANTED);
    assertThat(opened(fourth, "GRANTED", "open_tracking"))
        .containsEntry("means", "PREFERENCES")
        .containsEntry("asked", "TWICE")
        .containsKeys("secondsPageToPress", "othersOfHost", "othersOfNetwork");
  }

  /** Confirmed one after the other, so that no crowd was seen then. */
  private static List<Letter> readers(int people) {
    List<Letter> letters = new ArrayList<>();
    for (int i = 0; i < people; i++) {
      letters.add(Letter.toSubscriber(rig, "p" + i + "@firm.example", 990));
      rig.clock().tick(Duration.ofMinutes(2));
    }
    return letters;
  }

  private Visitor.Page stays(Letter letter) {
    return visitor.press(visitor.open(letter.stay()), "Je reste");
  }

  private Visitor.Page undoes(Letter letter) {
    var gone = visitor.press(visitor.open(letter.leave()), "Arrêter cette lettre");
    return visitor.press(gone, "Annuler");
  }

  private Visitor.Page ticks(Letter letter, String... purposes) {
    var page = visitor.open(letter.choose());
    List<Map.Entry<String, String>> values = new ArrayList<>();
    page.document()
        .select("form:has([name=purposes]) input[type=hidden]")
        .forEach(input -> values.add(Map.entry(input.attr("name"), input.attr("value"))));
    for (String purpose : purposes) {
      values.add(Map.entry("purposes", purpose));
    }
    return visitor.post(
        letter.choose(), "application/x-www-form-urlencoded", Visitor.encoded(values), Map.of());
  }

  private static Optional<ConsentState> state(Letter letter, String purpose) {
    return rig.bean(Permissions.class)
        .find(new ConsentKey(letter.contact().id(), Channel.EMAIL, new Purpose(purpose)))
        .map(CurrentConsent::state);
  }

  private static Optional<LocalDate> lastSign(Letter letter) {
    return rig.bean(Activities.class)
        .standings(List.of(letter.contact().id()))
        .values()
        .iterator()
        .next()
        .lastSignOn();
  }

  /** What the ledger keeps of the latest such act. */
  private static Map<String, String> opened(Letter letter, String act, String purpose) {
    Map<String, String> opened = new TreeMap<>();
    rig.database()
        .list(
            """
        SELECT o.name, o.opened
          FROM consent_opening o
          JOIN consent_event e
            ON e.event_id = o.event_id
         WHERE o.contact_id = ?
           AND e.act = ?
           AND e.purpose = ?
         ORDER BY e.version
        """,
            row -> opened.put(row.getString("name"), row.getString("opened")) == null,
            letter.contact().id().value(),
            act,
            purpose);
    return opened;
  }
}
