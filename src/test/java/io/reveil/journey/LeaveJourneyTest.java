package io.reveil.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.consent.ConsentState;
import io.reveil.consent.suppression.Suppressions;
import io.reveil.kernel.PersonalData;
import io.reveil.kernel.Subject;
import io.reveil.key.AddressDigests;
import io.reveil.testing.Rig;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LeaveJourneyTest {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String ONE_CLICK = "List-Unsubscribe=One-Click";

  @RegisterExtension
  static final Rig rig = Rig.standard();

  private final Visitor visitor = new Visitor(rig);

  /** (B6, C1) */
  @Test
  void thePageShowsTwoEqualButtonsAndChangesNothing() {
    Letter letter = Letter.toSubscriber(rig, "look@example.org", 1);
    var before = Rows.all(rig);

    var page = visitor.open(letter.leave());
    visitor.head(letter.leave());

    assertThat(Rows.all(rig)).isEqualTo(before);
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.document().select(".rows.even button").eachText())
        .containsExactly("Arrêter cette lettre", "Tout arrêter");
    assertThat(page.document().select("body[data-sun], .go")).isEmpty();
    assertThat(page.body()).contains("lo…@example.org").doesNotContain("look@example.org");
  }

  /** (RFC 8058 §3.1; B3, B4) */
  @Test
  void oneClickWithdrawsInBothEncodingsWithoutARedirect() {
    Letter form = Letter.toSubscriber(rig, "form@example.org", 2);
    Letter multipart = Letter.toSubscriber(rig, "multipart@example.org", 2);

    var first = visitor.post(form.leave(), FORM, ONE_CLICK, Map.of());
    var second = visitor.post(
        multipart.leave(),
        "multipart/form-data; boundary=b",
        "--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--\r\n",
        Map.of());

    assertThat(List.of(first, second)).extracting(Visitor.Page::status).containsOnly(200);
    assertThat(first.answer().headers().firstValue("Location")).isEmpty();
    assertThat(first.answer().headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(stateOf(form)).isEqualTo(ConsentState.WITHDRAWN);
    assertThat(stateOf(multipart)).isEqualTo(ConsentState.WITHDRAWN);
    assertThat(meansOf(form)).contains("ONE_CLICK");
    assertThat(meansOf(multipart)).contains("ONE_CLICK");
    assertThat(isOpposed(form)).as("one purpose only").isFalse();
  }

  /** (B5): whoever sends it, whatever it holds. */
  @Test
  void anyPostWithAnAuthenticLinkWithdraws() {
    List<Map<String, String>> senders = List.of(
        Map.of("User-Agent", ""),
        Map.of("User-Agent", "Java/21"),
        Map.of("User-Agent", "bot", "Accept", "application/json"),
        Map.of("User-Agent", "curl/8.5", "Cookie", "a=b", "Referer", "https://evil.example"));
    List<String> types = List.of("", FORM, "application/json", "nonsense/type");
    List<String> bodies = List.of("", "%zz=%%&&=", "{\"a\":", "x".repeat(2_000_000));

    for (int i = 0; i < senders.size(); i++) {
      Letter letter = Letter.toSubscriber(rig, "any" + i + "@example.org", 3);
      var answer = visitor.post(letter.leave(), types.get(i), bodies.get(i), senders.get(i));
      assertThat(answer.status()).isEqualTo(200);
      assertThat(stateOf(letter)).isEqualTo(ConsentState.WITHDRAWN);
    }
  }

  /** (B5) */
  @Test
  void aRepeatedPostIsAnsweredAlikeAndWrittenOnce() {
    Letter letter = Letter.toSubscriber(rig, "repeat@example.org", 4);

    var first = visitor.post(letter.leave(), FORM, ONE_CLICK, Map.of());
    var after = Rows.all(rig);
    rig.clock().tick(Period.ofDays(1));
    var second = visitor.post(letter.leave(), FORM, ONE_CLICK, Map.of());

    assertThat(second.status()).isEqualTo(200);
    assertThat(second.heading()).isEqualTo(first.heading());
    assertThat(second.document().select("dl.ref").text())
        .as("since the first time")
        .isEqualTo(first.document().select("dl.ref").text());
    assertThat(Rows.all(rig)).isEqualTo(after);
  }

  /** (B5): "everything" says since when, too, whether we know the person still or not. */
  @Test
  void aRepeatedEverythingIsAnsweredAlikeAndWrittenOnce() {
    Letter letter = Letter.toSubscriber(rig, "everything@example.org", 4);

    var first = visitor.post(letter.leave(), Map.of("scope", "all"));
    var after = Rows.all(rig);
    rig.clock().tick(Period.ofDays(40));
    var second = visitor.post(letter.leave(), Map.of("scope", "all"));

    assertThat(second.document().text())
        .as("since the first time")
        .isEqualTo(first.document().text());
    assertThat(Rows.all(rig)).isEqualTo(after);
  }

  /** (A11, A44) */
  @Test
  void everythingStopsEverythingAndSuppressesTheAddress() {
    Letter letter = Letter.toSubscriber(rig, "all@example.org", 5);

    var purpose = visitor.press(visitor.open(letter.leave()), "Arrêter cette lettre");
    assertThat(purpose.heading()).isEqualTo("C’est fait");
    assertThat(purpose.document().select("main").text())
        .contains("Vous ne recevrez plus La lettre du matin")
        .contains("Depuis le 21 novembre 2026 à 13 h 00");
    assertThat(isOpposed(letter)).isFalse();

    var all = visitor.press(purpose, "Tout arrêter");

    assertThat(all.document().select("main").text()).contains("Vous ne recevrez plus rien de nous");
    assertThat(all.document().select("button")).isEmpty();
    assertThat(isOpposed(letter)).isTrue();
    assertThat(meansOf(letter)).contains("PAGE");
  }

  /** (B10, D6): three years later, and after erasure, the link still works. */
  @Test
  void itWorksForSomebodyWhoIsNoLongerInTheBase() {
    Letter letter = Letter.toSubscriber(rig, "gone@example.org", 6);
    Subject person = new Subject(Optional.of(letter.contact().id()), Optional.empty());
    rig.context().getBeansOfType(PersonalData.class).forEach(part -> part.erase(person));
    rig.clock().tick(Period.ofMonths(35));

    var page = visitor.open(letter.leave());
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.document().select("button").eachText()).containsExactly("Tout arrêter");
    var answer = visitor.post(letter.leave(), FORM, ONE_CLICK, Map.of());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(isOpposed(letter)).isTrue();
  }

  /** (B7) */
  @Test
  void aForgedLinkChangesNothing() {
    Letter letter = Letter.toSubscriber(rig, "forged@example.org", 7);
    String link = letter.leave();
    String forged = Visitor.forged(link);
    var before = Rows.all(rig);

    var answer = visitor.post(forged, FORM, ONE_CLICK, Map.of());

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.answer().headers().firstValue("Location")).isEmpty();
    assertThat(Rows.all(rig)).isEqualTo(before);
  }

  private static ConsentState stateOf(Letter letter) {
    return Letter.stateOf(rig, letter.contact().id());
  }

  private static boolean isOpposed(Letter letter) {
    return !rig.bean(Suppressions.class)
        .opposed(
            List.of(rig.bean(AddressDigests.class).of(letter.contact().email().orElseThrow())))
        .isEmpty();
  }

  /** By what means the person withdrew, as the ledger holds it. */
  private static List<String> meansOf(Letter letter) {
    return rig.database()
        .list("""
            SELECT opened
              FROM consent_opening
             WHERE contact_id = ?
               AND name = 'means'
            """, row -> row.getString("opened"), letter.contact().id().value());
  }
}
