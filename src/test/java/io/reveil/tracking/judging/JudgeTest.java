package io.reveil.tracking.judging;

import static io.reveil.tracking.HitClass.HUMAN_CONFIRMED;
import static io.reveil.tracking.HitClass.HUMAN_LIKELY;
import static io.reveil.tracking.HitClass.MACHINE;
import static io.reveil.tracking.HitClass.PROXIED;
import static io.reveil.tracking.HitClass.SCAN;
import static io.reveil.tracking.HitClass.SUSPECT;
import static io.reveil.tracking.HitClass.UNKNOWN;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.kernel.Language;
import io.reveil.tracking.AgentFamily;
import io.reveil.tracking.Hit.Means;
import io.reveil.tracking.HitClass;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is judged of what was seen (C3, C5, C7, C8). */
class JudgeTest {
  private static final Duration LATER = ofMinutes(40);

  private final Scene scene = new Scene();

  /** (C5) One link, one network, forty minutes after delivery. */
  @Test
  void anOrdinaryClickIsMostLikelyAPersons() {
    Verdict verdict = scene.judged(scene.after(LATER).seen());

    assertThat(verdict).isEqualTo(new Verdict(HUMAN_LIKELY, 15, verdict.reasons(), 3));
    assertThat(verdict.reasons()).containsExactly(Reason.COHERENT);
  }

  /** (C4, C5) */
  @Test
  void aScannerIsOneWhoeverComesThreeHoursLater() {
    var scan = scene.scanner();
    Fetch person = scene.after(ofHours(3)).seen();

    assertThat(scan).allSatisfy(hit -> {
      assertThat(scene.judged(hit).hitClass()).isEqualTo(SCAN);
      assertThat(scene.judged(hit).reasons())
          .containsExactlyInAnyOrder(Reason.LINKS_5, Reason.NETWORKS, Reason.EARLY);
    });
    assertThat(scene.judged(person).hitClass()).isEqualTo(HUMAN_LIKELY);
  }

  /** (C5) */
  @Test
  void threeLinksWithinTenSecondsAreAScanAndTwoAreNothing() {
    scene.after(LATER).link(1).seen();
    Fetch second = scene.after(LATER.plusSeconds(9)).link(2).seen();
    assertThat(scene.judged(second).hitClass()).isEqualTo(UNKNOWN);

    scene.after(LATER.plusSeconds(10)).link(3).seen();
    assertThat(scene.judged(second).reasons()).containsExactly(Reason.LINKS_3);
    assertThat(scene.judged(second).hitClass()).isEqualTo(SCAN);
  }

  @Test
  void aPersonWhoReadsTwoArticlesOneAfterTheOtherIsAPerson() {
    Fetch first = scene.after(LATER).link(1).seen();
    Fetch second = scene.after(LATER.plusSeconds(45)).link(2).seen();

    assertThat(scene.judged(first).hitClass()).isEqualTo(HUMAN_LIKELY);
    assertThat(scene.judged(second).hitClass()).isEqualTo(HUMAN_LIKELY);
  }

  @Test
  void theSameLinkTwiceIsADoubleClick() {
    scene.after(LATER).seen();
    Fetch again = scene.after(LATER.plusMillis(300)).seen();

    assertThat(scene.judged(again).hitClass()).isEqualTo(HUMAN_LIKELY);
  }

  /** (C5) */
  @Test
  void threeNetworksWithinTwoMinutesAreAScan() {
    scene.after(LATER).from("aaaaaa").seen();
    scene.after(LATER.plusSeconds(60)).from("bbbbbb").seen();
    Fetch third = scene.after(LATER.plusSeconds(119)).from("cccccc").seen();

    assertThat(scene.judged(third).reasons()).containsExactly(Reason.NETWORKS);
    assertThat(scene.judged(third).hitClass()).isEqualTo(SCAN);
  }

  /** (C3) Not even when a button was pressed. */
  @ParameterizedTest
  @EnumSource(
      value = Means.class,
      names = {"HEAD", "PREFETCH"})
  void whatIsNoGetIsNeverAPerson(Means means) {
    Fetch alone = scene.after(LATER).means(means).seen();
    assertThat(scene.judged(alone).hitClass()).isEqualTo(SCAN);

    scene.press(Press.Kind.STAYED, LATER.plusSeconds(30));
    assertThat(scene.judged(alone).hitClass()).isEqualTo(UNKNOWN);
  }

  /** (C5) */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html) | SCAN
      Mozilla/5.0 AppleWebKit/537.36 (compatible; bot)                         | SCAN
      curl/8.5.0                                                               | SCAN
      Java/21.0.1                                                              | SCAN
      python-requests/2.32                                                     | SCAN
      Mozilla/5.0 (Linux; Android 12; CUBOT NOTE 30) Chrome/142.0              | HUMAN_LIKELY
      Mozilla/5.0 (Macintosh) JavaScriptLike/1.0                               | HUMAN_LIKELY
      ''                                                                       | SUSPECT
      """)
  void aRobotIsBelievedAndOnlyByAWholeWord(String agent, HitClass expected) {
    assertThat(scene.judged(scene.after(LATER).with(agent).seen()).hitClass()).isEqualTo(expected);
  }

  /** (C5) */
  @Test
  void aLinkFollowedWhileLeavingIsSuspect() {
    Fetch click = scene.after(LATER).seen();
    scene.press(Press.Kind.UNSUBSCRIBED, LATER.plusSeconds(59));

    assertThat(scene.judged(click).reasons()).containsExactly(Reason.LEFT_AT_ONCE);
    assertThat(scene.judged(click).hitClass()).isEqualTo(SUSPECT);
  }

  /** (C2, C5) A gateway posts List-Unsubscribe without a page and a nonce: it neither proves nor disproves a person. */
  @ParameterizedTest
  @CsvSource({"1, HUMAN_CONFIRMED", "2, HUMAN_CONFIRMED", "3, HUMAN_LIKELY", "4, UNKNOWN"})
  void whoLeftFiveMinutesBeforeIsAPersonByTheOldRulesOnly(int version, HitClass expected) {
    Fetch click = scene.after(LATER).seen();
    scene.press(Press.Kind.UNSUBSCRIBED, LATER.minusMinutes(5));

    assertThat(scene.judged(click, Rules.of(version)).hitClass()).isEqualTo(expected);
  }

  /** (C4, C5) */
  @ParameterizedTest
  @EnumSource(
      value = Press.Kind.class,
      names = {"STAYED", "PREFERENCES"})
  void aPressNearAClickConfirmsThePerson(Press.Kind kind) {
    Fetch click = scene.after(LATER).seen();
    scene.press(kind, LATER.minusMinutes(5));

    assertThat(scene.judged(click).hitClass()).isEqualTo(HUMAN_CONFIRMED);
  }

  /** What came after the settling window is not looked at, now or when it is judged anew (C4). */
  @Test
  void aPressAfterTheWindowConfirmsNothing() {
    Fetch click = scene.after(LATER).seen();
    scene.press(Press.Kind.STAYED, LATER.plusMinutes(3));

    assertThat(scene.judged(click).hitClass()).isEqualTo(HUMAN_LIKELY);
  }

  /** (C4, issue 5) */
  @Test
  void aPressFasterThanAHandProvesNobody() {
    Fetch click = scene.after(LATER).seen();
    scene.press(Press.Kind.STAYED, LATER.plusMillis(400));

    assertThat(scene.judged(click).reasons())
        .containsExactlyInAnyOrder(Reason.PRESSED, Reason.PRESSED_LIKE_A_SANDBOX);
    assertThat(scene.judged(click).hitClass()).isEqualTo(UNKNOWN);
  }

  /** (C4, issue 5) A sandbox that follows three links and presses what it finds. */
  @Test
  void aPressAmongTheMarksOfAScannerIsNotAPerson() {
    scene.after(LATER).link(1).seen();
    scene.after(LATER.plusSeconds(1)).link(2).seen();
    Fetch third = scene.after(LATER.plusSeconds(2)).link(3).seen();
    scene.press(Press.Kind.STAYED, LATER.plusSeconds(30));

    assertThat(scene.judged(third).hitClass()).isEqualTo(UNKNOWN);
    assertThat(scene.judged(third).reasons()).contains(Reason.PRESSED_LIKE_A_SANDBOX);
  }

  /** (C5, C7) A network of many hosts' people alone: a carrier, an office tower. */
  @Test
  void oneNetworkForManyHostsIsNoReasonAlone() {
    for (int i = 0; i < 10; i++) {
      scene
          .after(LATER.plusSeconds(i * 30L))
          .by(i + 1)
          .at("host" + i + ".example")
          .seen();
    }
    Verdict last = scene.judged(scene.all().getLast());

    assertThat(last.reasons()).containsExactly(Reason.SHARED_NETWORK);
    assertThat(last.hitClass()).isEqualTo(SUSPECT);
  }

  /** (issue 5) Each mail one link, by a browser, from another network: only together they show. */
  @Test
  void manyPeopleOfOneHostSecondsAfterDeliveryAreItsGateway() {
    for (int i = 0; i < 4; i++) {
      gateway(i);
    }
    assertThat(scene.judged(scene.all().getFirst()).hitClass()).isEqualTo(UNKNOWN);

    gateway(4);
    assertThat(scene.all()).allSatisfy(hit -> {
      assertThat(scene.judged(hit).hitClass()).isEqualTo(SCAN);
      assertThat(scene.judged(hit).reasons()).contains(Reason.HOST_CLUSTER);
    });
  }

  private void gateway(int number) {
    scene
        .after(ofSeconds(3 + number))
        .by(number + 1)
        .at("bank.example")
        .from("34f40" + number)
        .seen();
  }

  /** At a host of millions somebody is always quick: most of its people are not. */
  @Test
  void aFewQuickPeopleAmongManyOfAHostAreNoGateway() {
    for (int i = 0; i < 5; i++) {
      scene
          .after(ofSeconds(20 + i))
          .by(i + 1)
          .at("mail.example")
          .from("aaaa0" + i)
          .seen();
    }
    for (int i = 0; i < 5; i++) {
      scene
          .after(ofSeconds(70 + i))
          .by(i + 11)
          .at("mail.example")
          .from("bbbb0" + i)
          .seen();
    }

    assertThat(scene.judged(scene.all().getFirst()).reasons())
        .containsExactlyInAnyOrder(Reason.EARLY, Reason.COHERENT);
  }

  /** (C7) Each alone: from a data centre; a second after delivery; with an odd browser; without an open before. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void whereHowFastAndWithWhatDecideNothingAlone(int version) {
    Rules rules = Rules.of(version);
    for (Fetch alone : new Fetch[] {
      new Scene().after(LATER).from(Scene.DATA_CENTRE).seen(),
      new Scene().after(ofMillis(900)).seen(),
      new Scene()
          .after(LATER)
          .with("Mozilla/5.0 (X11) HeadlessLike/1.0 Chrome/60.0")
          .seen(),
      new Scene().after(LATER).with("Mozilla/5.0").seen()
    }) {
      Verdict verdict = new Judge(rules)
          .judge(alone, new Window(List.of(alone), List.of(alone), List.of(), Scene.SETTLE));
      assertThat(verdict.hitClass()).isNotEqualTo(SCAN);
    }
  }

  /** (C8) */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      Mozilla/5.0 | MACHINE | APPLE_PREFETCH
      Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy) | PROXIED | GOOGLE_PROXY
      YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html | PROXIED | YAHOO_PROXY
      """)
  void anOpenByAProxyIsNobodysWhateverIsPressed(String agent, HitClass expected, Reason reason) {
    Fetch open = scene.after(LATER).open().with(agent).seen();
    scene.press(Press.Kind.STAYED, LATER.plusSeconds(20));

    assertThat(scene.judged(open).hitClass()).isEqualTo(expected);
    assertThat(scene.judged(open).hitClass()).isIn(MACHINE, PROXIED);
    assertThat(scene.judged(open).reasons()).containsExactly(reason);
  }

  /** Gmail's proxy fetches the image from here and from there, while the person clicks at home. */
  @Test
  void theNetworksOfProxiesAreNotThePersons() {
    scene.after(LATER).open().from("aaaaaa").with("GoogleImageProxy").seen();
    scene
        .after(LATER.plusSeconds(1))
        .open()
        .from("bbbbbb")
        .with("GoogleImageProxy")
        .seen();
    Fetch click = scene.after(LATER.plusSeconds(20)).seen();

    assertThat(scene.judged(click).hitClass()).isEqualTo(HUMAN_LIKELY);
  }

  /** (C4) */
  @Test
  void anotherVersionOfTheRulesJudgesOtherwise() {
    Fetch click = scene.after(LATER).seen();
    Fetch pressed = scene.after(ofHours(5)).seen();
    scene.press(Press.Kind.STAYED, ofHours(5).plusSeconds(30));

    assertThat(scene.judged(click, Rules.V4).hitClass()).isEqualTo(UNKNOWN);
    assertThat(scene.judged(click, Rules.V4).rules()).isEqualTo(4);
    assertThat(scene.judged(pressed, Rules.V4).hitClass()).isEqualTo(HUMAN_CONFIRMED);
  }

  @ParameterizedTest
  @EnumSource
  void everyReasonIsSaidInBothLanguages(Reason reason) {
    assertThat(reason.in(Language.FR)).endsWith(".").isNotEqualTo(reason.in(Language.EN));
    assertThat(reason.in(Language.EN)).endsWith(".");
  }

  /** (C9) Of an old hit only the family of its program is kept: it is judged by it as before. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "curl/8.5.0",
        Scene.FIREFOX,
        Scene.CHROME,
        "Mozilla/5.0",
        "(via ggpht.com GoogleImageProxy)",
        "YahooMailProxy",
        "Thunderbird",
        "Mozilla/5.0 (Windows NT 10.0) Chrome/142.0 Safari/537.36 Edg/142.0"
      })
  void aFamilySaysOfItselfWhatItsNameSaid(String agent) {
    AgentFamily family = AgentFamily.of(Optional.of(agent));

    assertThat(AgentFamily.of(Optional.of(family.name()))).isEqualTo(family);
  }

  @Test
  void allReasonsTogetherFitTheirColumn() {
    assertThat(new Verdict(SCAN, 0, EnumSet.allOf(Reason.class), 1).reasonNames())
        .hasSizeLessThanOrEqualTo(200);
    assertThat(Verdict.reasons("HEAD,EARLY")).containsExactly(Reason.HEAD, Reason.EARLY);
  }
}
