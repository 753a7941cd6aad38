package io.reveil.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.micrometer.core.instrument.MeterRegistry;
import io.reveil.testing.Rig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The sandbox of a mail host opens the pages of all its recipients and presses their buttons. */
class SandboxJourneyTest {
  @RegisterExtension
  static final Rig rig = Rig.with(Map.of(
      "reveil.subscription.crowd", "3",
      "reveil.tracking.opens", "IDENTIFIED",
      "reveil.tracking.links", "IDENTIFIED"));

  private static final String QUESTION = "Une question avant de confirmer";
  private static final String CONFIRMED = "C’est confirmé. Merci.";

  private final Visitor visitor = new Visitor(rig);
  private final Inbox inbox = new Inbox(rig);

  /** Tests begin at the same moment: whoever pressed in the last one is forgotten. */
  @AfterEach
  void aMomentLaterForTheNext() {
    rig.clock().tick(Duration.ofDays(1));
    visitor.press(visitor.open(asked("nobody@nowhere.example")), "Je confirme");
  }

  /** (promise 1; A12, C2, E6) */
  @Test
  void ofTenPressedAtOnceTheCrowdIsAskedAndAPersonWhoAnswersIsGranted() throws Exception {
    List<String> links = askedBy(10, "firm.example");

    List<Visitor.Page> answers = all(links, this::opensAndPresses);

    List<Visitor.Page> questioned =
        answers.stream().filter(page -> page.heading().equals(QUESTION)).toList();
    assertThat(questioned).hasSize(7).allMatch(page -> page.status() == 200);
    assertThat(rig.count("current_consent"))
        .as("ten requests, and two boxes that three left unticked")
        .isEqualTo(10 + 3 * 2);
    assertThat(granted()).isEqualTo(3);
    var before = Rows.all(rig);
    assertThat(questioned.getFirst().document().select("input[type=radio]")).hasSize(2);
    assertThat(questioned.getFirst().document().select("[name=purposes]")).hasSize(2);
    assertThat(questioned.getFirst().document().select("[checked], script")).isEmpty();

    List<Visitor.Page> unanswered = all(questioned, page -> visitor.press(page, "Répondre"));

    assertThat(unanswered)
        .allMatch(page -> page.status() == 400 && page.heading().equals(QUESTION))
        .allMatch(page -> page.document()
            .select("fieldset[aria-invalid=true][aria-describedby=answer-wrong] legend")
            .hasText());
    assertThat(Rows.all(rig)).as("a form as it stands does nothing").isEqualTo(before);

    var person = unanswered.getFirst();
    assertThat(visitor.press(person, "Répondre", Map.of("answer", "mine")).heading())
        .isEqualTo(CONFIRMED);
    assertThat(granted()).isEqualTo(4);
    assertThat(openings("TWICE")).hasSize(1);
  }

  /** (C7): the slow person among robots, and the quick one of another host, are asked nothing. */
  @Test
  void whoReadsFirstOrLivesElsewhereConfirmsAtOnce() {
    List<String> links = askedBy(6, "firm.example");
    String elsewhere = asked("quick@elsewhere.example");
    var slow = visitor.open(links.removeLast());
    rig.clock().tick(Duration.ofSeconds(3));
    links.forEach(this::opensAndPresses);

    assertThat(visitor.press(slow, "Je confirme").heading()).isEqualTo(CONFIRMED);
    assertThat(opensAndPresses(elsewhere).heading()).isEqualTo(CONFIRMED);
    assertThat(granted()).isEqualTo(3 + 2);
  }

  /** (B11, C10): who asked for nothing says so, with the nonce or without. */
  @Test
  void noIsTakenAtOnce() {
    List<String> links = askedBy(5, "firm.example");
    List<Visitor.Page> pages = links.stream().map(this::opensAndPresses).toList();

    var no = visitor.press(pages.get(3), "Répondre", Map.of("answer", "not-mine"));
    var bare = visitor.post(links.get(4) + "/answer", Map.of("answer", "not-mine"));

    assertThat(List.of(no, bare)).allMatch(page -> page.heading().equals("C’est noté"));
    assertThat(rig.count("suppression")).isEqualTo(2);
    assertThat(granted()).isEqualTo(3);
  }

  /** (C2): yes is worth something only from the page that asked, within the hour. */
  @Test
  void yesNeedsTheNonceOfTheQuestion() {
    List<String> links = askedBy(4, "firm.example");
    String link = links.getLast();
    List<Visitor.Page> pages = links.stream().map(this::opensAndPresses).toList();
    String nonceOfTheButton =
        visitor.open(link).document().select("[name=nonce]").attr("value");
    var before = Rows.all(rig);

    var bare = visitor.post(link + "/answer", Map.of("answer", "mine"));
    var other = visitor.post(link + "/answer", Map.of("answer", "mine", "nonce", nonceOfTheButton));
    rig.clock().tick(Duration.ofMinutes(61));
    var late = visitor.press(pages.getLast(), "Répondre", Map.of("answer", "mine"));

    assertThat(List.of(bare, other, late))
        .allMatch(page -> page.heading().equals("Confirmez votre inscription"));
    assertThat(Rows.all(rig)).isEqualTo(before);
  }

  /** (A10, E6): the first few were granted before there was a crowd; their evidence says how it looked. */
  @Test
  void theEvidenceSaysHowThePressLooked() {
    List<String> links = askedBy(2, "firm.example");
    rig.clock().tick(Duration.ofMinutes(12));
    opensAndPresses(links.getFirst());
    var read = visitor.open(links.getLast());
    rig.clock().tick(Duration.ofMillis(8_400));
    visitor.press(read, "Je confirme");

    assertThat(openingsInOrder())
        .extracting(
            one -> one.get("secondsMailToPage"),
            one -> one.get("secondsMailToPress"),
            one -> one.get("secondsPageToPress"),
            one -> one.get("othersOfHost"),
            one -> one.get("othersOfHostAtOnce"),
            one -> one.get("othersOfNetwork"),
            one -> one.get("asked"))
        .containsExactly(
            tuple("720", "720", "0", "0", "0", "0", "ONCE"),
            tuple("720", "728.4", "8.4", "1", "1", "1", "ONCE"));
  }

  @Test
  void aQuestionIsCountedForTheOperator() {
    double before = questions();

    askedBy(4, "firm.example").forEach(this::opensAndPresses);

    assertThat(questions()).isEqualTo(before + 1);
  }

  private Visitor.Page opensAndPresses(String link) {
    return visitor.press(visitor.open(link), "Je confirme");
  }

  private List<String> askedBy(int people, String host) {
    rig.empty();
    return new ArrayList<>(
        IntStream.range(0, people).mapToObj(i -> asked("p" + i + "@" + host)).toList());
  }

  private String asked(String address) {
    visitor.post(
        "/f/newsletter?lang=fr",
        Map.of("email", address, "purposes", "newsletter", "notice.newsletter", "1"));
    return inbox.only(address).link("/c/");
  }

  private static <T> List<Visitor.Page> all(List<T> each, Function<T, Visitor.Page> act)
      throws Exception {
    List<Callable<Visitor.Page>> acts =
        each.stream().<Callable<Visitor.Page>>map(one -> () -> act.apply(one)).toList();
    List<Visitor.Page> answers = new ArrayList<>();
    try (var robots = Executors.newFixedThreadPool(10)) {
      for (Future<Visitor.Page> answer : robots.invokeAll(acts)) {
        answers.add(answer.get());
      }
    }
    return answers;
  }

  private static double questions() {
    return rig.bean(MeterRegistry.class).counter("reveil.presses.questioned").count();
  }

  private static long granted() {
    return rig.database()
        .first(
            "SELECT COUNT(*) FROM current_consent WHERE state = 'GRANTED'", row -> row.getLong(1))
        .orElseThrow();
  }

  private static List<String> openings(String value) {
    return rig.database()
        .list(
            "SELECT name FROM consent_opening WHERE opened = ?",
            row -> row.getString("name"),
            value);
  }

  /** Of the grants, in the order of their time. */
  private static List<Map<String, String>> openingsInOrder() {
    Map<Long, Map<String, String>> grants = new LinkedHashMap<>();
    rig.database()
        .list(
            """
        SELECT o.event_id, o.name, o.opened
          FROM consent_opening o
          JOIN consent_event e
            ON e.event_id = o.event_id
         WHERE e.act = 'GRANTED'
         ORDER BY e.occurred_at, o.event_id
        """,
            row -> grants
                    .computeIfAbsent(row.getLong("event_id"), _ -> new LinkedHashMap<>())
                    .put(row.getString("name"), row.getString("opened"))
                == null);
    return List.copyOf(grants.values());
  }
}
