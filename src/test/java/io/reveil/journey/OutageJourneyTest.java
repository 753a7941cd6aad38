package io.reveil.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.consent.ConsentState;
import io.reveil.contact.Contacts;
import io.reveil.delivery.lane.Dispatcher;
import io.reveil.job.Recurring;
import io.reveil.job.spool.Spool;
import io.reveil.kernel.EmailAddress;
import io.reveil.testing.MariaDbServer;
import io.reveil.testing.Meters;
import io.reveil.testing.OwnFiles;
import io.reveil.testing.Rig;
import io.reveil.tracking.Journal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A real MariaDB is killed under withdrawals and confirmations, and comes back: what was acknowledged is there, once; what
 * was not got a clear answer; no mail left meanwhile (promises 1, 3 and 5; design section 9).
 */
@Tag("mariadb")
class OutageJourneyTest {
  private static final int PEOPLE = 12;
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String SHOP = "https://www.example.org/lampes?a=b%20&c=%C3%A9#grande";
  private static final String LETTER = """
      <@mail title="Lampes" controller=controller postal=postal policyUrl=policyUrl contact=contact reason=reason>
      <@letter><a href="%s">Nos lampes</a></@letter>
      </@mail>
      """.formatted(SHOP.replace("&", "&amp;"));

  private static final MariaDbServer SERVER = MariaDbServer.own();

  @RegisterExtension
  static final Rig rig = Rig.with(configured());

  private final Visitor visitor = new Visitor(rig);
  private final Inbox inbox = new Inbox(rig);
  private final Spool spool = rig.bean(Spool.class);

  private static Map<String, Object> configured() {
    Map<String, Object> properties = new HashMap<>(SERVER.properties());
    properties.put("datasources.default.connection-timeout", "500");
    properties.put("reveil.tracking.links", "IDENTIFIED");
    properties.put("reveil.files", OwnFiles.withTemplate("lamps", LETTER));
    return properties;
  }

  /** A request for confirmation whose page is open. */
  private record Asked(String address, String path, Map<String, String> values) {}

  private Asked asked(int number) {
    String address = "asks" + number + "@example.org";
    visitor.post(
        "/f/newsletter?lang=fr",
        Map.of("email", address, "purposes", "newsletter", "notice.newsletter", "1"));
    var page = visitor.open(inbox.only(address).link("/c/"));
    return new Asked(
        address,
        page.at().getPath(),
        Map.of("nonce", page.document().select("[name=nonce]").attr("value")));
  }

  private int confirm(Asked asked) {
    return visitor
        .post(
            asked.path(),
            FORM,
            Visitor.encoded(asked.values().entrySet()),
            Map.of("Accept", "text/html"))
        .status();
  }

  private int leave(Letter letter) {
    return visitor
        .post(letter.leave(), FORM, "List-Unsubscribe=One-Click", Map.of())
        .status();
  }

  /** Round by round, as a server does: the pool needs a moment to see that the database is back. */
  private void replay() {
    Recurring replay = rig.bean(Recurring.class, "Replay");
    while (!spool.isEmpty()) {
      replay.round();
    }
  }

  private static long acts(String act) {
    return rig.database()
        .first(
            "SELECT COUNT(*) FROM consent_event WHERE act = ? AND purpose = 'newsletter'",
            row -> row.getLong(1),
            act)
        .orElseThrow();
  }

  private static ConsentState state(String address) {
    return Letter.stateOf(
        rig,
        rig.bean(Contacts.class)
            .find(EmailAddress.parse(address).orElseThrow())
            .orElseThrow()
            .id());
  }

  @Test
  @Timeout(60)
  void aDatabaseThatIsKilledLosesNothingThatWasAcknowledged() throws Exception {
    List<Letter> leavers = IntStream.range(0, PEOPLE)
        .mapToObj(i -> Letter.toSubscriber(rig, "leaves" + i + "@example.org", 7))
        .toList();
    List<Asked> askers = IntStream.range(0, PEOPLE).mapToObj(this::asked).toList();
    long grantsBefore = acts("GRANTED");
    visitor.post(
        "/f/newsletter?lang=fr",
        Map.of("email", "waits@example.org", "purposes", "newsletter", "notice.newsletter", "1"));
    rig.clock().tick(Duration.ofMinutes(5));
    int mailsBefore = rig.mail().getReceivedMessages().length;

    List<Integer> left = new ArrayList<>();
    List<Integer> confirmed = new ArrayList<>();
    pressWhileTheDatabaseIsKilled(leavers, askers, left, confirmed);
    int mailsMeanwhile = rig.mail().getReceivedMessages().length;
    SERVER.startAgain();
    rig.bean(Dispatcher.class).dispatchDue();

    assertThat(left).containsOnly(200);
    assertThat(confirmed).containsOnly(200, 503).contains(503);
    assertThat(spool.load().records()).isPositive();
    assertThat(mailsMeanwhile).isEqualTo(mailsBefore);
    assertThat(rig.mail().getReceivedMessages()).as("before the replay").hasSize(mailsBefore);

    replay();
    assertThat(acts("WITHDRAWN")).as("each once").isEqualTo(PEOPLE);
    assertThat(leavers)
        .allMatch(letter -> Letter.stateOf(rig, letter.contact().id()) == ConsentState.WITHDRAWN);
    assertThat(grantedOf(askers, confirmed, 200))
        .as("what was acknowledged is there")
        .isTrue();

    askers.forEach(asked -> assertThat(confirm(asked)).isEqualTo(200));
    assertThat(acts("GRANTED")).as("each once").isEqualTo(grantsBefore + PEOPLE);
    assertThat(inbox.only("waits@example.org").link("/c/")).isNotEmpty();
  }

  /** (design section 9): the first click that misses the database is the last to ask for it, and none is lost or doubled. */
  @Test
  @Timeout(60)
  void clicksLeadOnWithoutTheDatabaseAndAreRecordedOnce() {
    List<String> links = measuredLinks();
    visitor.post(
        "/f/newsletter?lang=fr",
        Map.of("email", "later@example.org", "purposes", "newsletter", "notice.newsletter", "1"));
    rig.clock().tick(Duration.ofMinutes(5));
    int mailsBefore = rig.mail().getReceivedMessages().length;
    SERVER.kill();
    double asked = vainRequests();

    List<Visitor.Page> followed = links.stream().map(visitor::open).toList();
    double askedMeanwhile = vainRequests();
    SERVER.startAgain();
    rig.bean(Dispatcher.class).dispatchDue();

    assertThat(followed).allSatisfy(page -> {
      assertThat(page.status()).isEqualTo(302);
      assertThat(page.header("Location")).isEqualTo(SHOP);
    });
    assertThat(askedMeanwhile - asked)
        .as("requests for a connection, in vain")
        .isLessThanOrEqualTo(1);
    assertThat(spool.load().records()).isEqualTo(PEOPLE);
    assertThat(rig.mail().getReceivedMessages()).as("before the replay").hasSize(mailsBefore);

    replay();
    visitor.open(links.getFirst());
    assertThat(hitsByPerson()).as("each once, and one after it").hasSize(PEOPLE);
    assertThat(hitsByPerson().stream().mapToLong(Long::longValue).sum()).isEqualTo(PEOPLE + 1);
    rig.bean(Dispatcher.class).dispatchDue();
    assertThat(inbox.only("later@example.org").link("/c/")).isNotEmpty();
  }

  /** Of letters to people who agreed that the links they follow are measured. */
  private static List<String> measuredLinks() {
    Office office = new Office(rig);
    StringBuilder contacts = new StringBuilder(
        "external_id,email,language,consent_purpose,consent_at,consent_source,consent_text\n");
    StringBuilder events = new StringBuilder("external_id,occurred_at,type,quantity,amount_eur\n");
    for (int i = 0; i < PEOPLE; i++) {
      for (String purpose : List.of("newsletter", "link_tracking")) {
        contacts.append(
            "%1$d,reads%1$d@example.org,fr,%2$s,2025-05-04T12:00:00Z,checkout,Je veux bien.%n"
                .formatted(i, purpose));
      }
      events.append("%d,2025-05-04T12:00:00Z,purchase,1,11.77%n".formatted(i));
    }
    office.bringIn("contacts", contacts.toString());
    office.bringIn("events", events.toString());
    office.apply("""
        campaign: measured
        kind: WIN_BACK
        purpose: newsletter
        audience:
          all:
            - status: { in: [INACTIVE, DORMANT] }
        holdout: 0%
        tracking: { links: IDENTIFIED }
        stages:
          - { id: value, after: P0D, template: lamps }
        """);
    office.run("measured", "first");
    Inbox letters = new Inbox(rig);
    return IntStream.range(0, PEOPLE)
        .mapToObj(i -> letters.only("reads%d@example.org".formatted(i)).link("/l/"))
        .toList();
  }

  /** How often somebody waited for a connection and got none: the pool counts them. */
  private static double vainRequests() {
    return Meters.value(rig, "hikaricp.connections.timeout");
  }

  private static List<Long> hitsByPerson() {
    rig.bean(Journal.class).fileAll();
    return rig.database()
        .list("SELECT COUNT(*) FROM hit GROUP BY contact_id", row -> row.getLong(1));
  }

  /** From many sides; the server dies when the first answers are in, and half of the people press after that. */
  private void pressWhileTheDatabaseIsKilled(
      List<Letter> leavers, List<Asked> askers, List<Integer> left, List<Integer> confirmed)
      throws Exception {
    CountDownLatch under = new CountDownLatch(PEOPLE / 4);
    List<Future<Integer>> leaving = new ArrayList<>();
    List<Future<Integer>> confirming = new ArrayList<>();
    try (ExecutorService people = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < PEOPLE; i++) {
        if (i == PEOPLE / 2) {
          under.await();
          SERVER.kill();
        }
        Letter letter = leavers.get(i);
        Asked asked = askers.get(i);
        leaving.add(people.submit(() -> leave(letter)));
        confirming.add(people.submit(() -> {
          int status = confirm(asked);
          under.countDown();
          return status;
        }));
      }
    }
    for (int i = 0; i < PEOPLE; i++) {
      left.add(leaving.get(i).get());
      confirmed.add(confirming.get(i).get());
    }
  }

  private static boolean grantedOf(List<Asked> askers, List<Integer> answers, int answer) {
    return IntStream.range(0, PEOPLE)
        .filter(i -> answers.get(i) == answer)
        .allMatch(i -> state(askers.get(i).address()) == ConsentState.GRANTED);
  }
}
