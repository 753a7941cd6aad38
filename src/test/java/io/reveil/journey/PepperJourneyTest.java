package io.reveil.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.runtime.server.EmbeddedServer;
import io.reveil.contact.Contact;
import io.reveil.contact.Contacts;
import io.reveil.delivery.lane.Dispatcher;
import io.reveil.job.Recurring;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.PersonalData;
import io.reveil.kernel.Subject;
import io.reveil.key.Peppers;
import io.reveil.testing.KeyedClient;
import io.reveil.testing.Rig;
import io.reveil.testing.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Mail that left before a rotation of the pepper, and people who answer it afterwards (A49, D6, D7). */
@Tag("sql")
class PepperJourneyTest {
  private static final String CONTACTS = """
      external_id,email,consent_purpose,consent_at,consent_source,consent_text
      1,ada@example.org,newsletter,2025-05-04T12:00:00Z,checkout,Je veux recevoir la lettre.
      """;
  private static final String EVENTS = """
      external_id,occurred_at,type,quantity,amount_eur
      1,2025-05-04T12:00:00Z,purchase,1,11.77
      """;
  private static final String FORM = "application/x-www-form-urlencoded";

  @RegisterExtension
  static final Rig rig = Rig.with(Map.of("reveil.test", "pepper-journey"));

  @TempDir
  Path folder;

  private final Office office = new Office(rig);
  private final Visitor visitor = new Visitor(rig);
  private final Inbox inbox = new Inbox(rig);
  private final KeyedClient operator = new KeyedClient(rig);

  @BeforeEach
  void empty() {
    rig.empty();
  }

  private void nest() {
    for (Recurring work : rig.context().getBeansOfType(Recurring.class)) {
      while (work.name().endsWith("nesting") && work.round()) {
        // the next slice
      }
    }
  }

  private static void erase(String address) {
    EmailAddress email = EmailAddress.parse(address).orElseThrow();
    Contact contact = rig.bean(Contacts.class).find(email).orElseThrow();
    rig.context()
        .getBeansOfType(PersonalData.class)
        .forEach(part -> part.erase(new Subject(Optional.of(contact.id()), Optional.of(email))));
  }

  /** Why the rows of the latest file were refused. */
  private static List<String> refusals(JsonNode run) {
    return rig.database()
        .list(
            "SELECT code FROM import_reject WHERE run_id = ?",
            row -> row.getString("code"),
            run.path("id").asLong());
  }

  private int rotate() {
    return operator.post("/api/peppers", FORM, "").body().path("id").asInt();
  }

  private static Path pepperFile(Path home) {
    return home.resolve("keys/pepper.keys");
  }

  /** The person left by a mail of long ago, is in no table of ours any more, and is brought in again by an old file. */
  @Test
  void aLinkOfBeforeTheRotationKeepsAnErasedPersonOut() {
    office.bringIn("contacts", CONTACTS);
    office.bringIn("events", EVENTS);
    office.apply(Office.winBack("pepper") + "exit_on: [STAY]\nat_end: SUNSET\n");
    office.run("pepper", "first");
    String leave = inbox.only("ada@example.org").link("/u/");
    rotate();
    erase("ada@example.org");
    int newest = rotate();
    nest();

    int answered =
        visitor.post(leave, FORM, "List-Unsubscribe=One-Click", Map.of()).status();
    JsonNode again = office.bringIn("contacts", CONTACTS);

    assertThat(answered).isEqualTo(200);
    assertThat(again.path("created").asInt()).isZero();
    assertThat(refusals(again)).containsExactly("SUPPRESSED");
    JsonNode peppers = operator.get("/api/peppers").body();
    assertThat(peppers.get(newest - 1).path("rows").asInt()).isEqualTo(1);
    assertThat(peppers.get(0).fieldNames())
        .toIterable()
        .containsOnly("id", "createdAt", "here", "newest", "rows");
  }

  /** Connections of their own: people leave and are erased and brought in again while the pepper changes twice. */
  @Test
  void whoeverLeavesWhileThePepperChangesIsNotBroughtBack() throws Exception {
    int people = 20;
    StringBuilder file = new StringBuilder("email\n");
    List<Letter> letters = IntStream.range(0, people)
        .mapToObj(i -> {
          file.append("leaver").append(i).append("@example.org\n");
          return Letter.toSubscriber(rig, "leaver" + i + "@example.org", 77);
        })
        .toList();
    CyclicBarrier together = new CyclicBarrier(4);
    try (var threads = Executors.newFixedThreadPool(4)) {
      List<Future<?>> works = List.of(
          threads.submit(atOnce(
              together,
              () -> letters.forEach(letter -> assertThat(
                      visitor.post(letter.leave(), Map.of("scope", "all")).status())
                  .isEqualTo(200)))),
          threads.submit(atOnce(together, () -> {
            for (int i = people - 1; i >= 0; i--) {
              erase("leaver" + i + "@example.org");
            }
          })),
          threads.submit(atOnce(together, () -> {
            rotate();
            nest();
            rotate();
            nest();
          })),
          threads.submit(atOnce(together, () -> office.bringIn("contacts", file.toString()))));
      for (Future<?> work : works) {
        work.get();
      }
    }
    nest();

    JsonNode again = office.bringIn("contacts", file.toString());

    assertThat(again.path("rejected").asInt()).isEqualTo(people);
    assertThat(refusals(again)).hasSize(people).containsOnly("SUPPRESSED");
  }

  private static Callable<Boolean> atOnce(CyclicBarrier together, Runnable work) {
    return () -> {
      together.await();
      work.run();
      return true;
    };
  }

  /** (A57) Two nodes with files of their own, one of which has not got the new pepper yet. */
  @Test
  void aNodeWithoutTheNewPepperSendsNothingAndLetsPeopleLeave() throws Exception {
    Letter letter = Letter.toSubscriber(rig, "leaver@example.org", 78);
    copyKeys();
    rig.mail().purgeEmailFromAllMailboxes();
    try (EmbeddedServer other = rig.beside(Map.of("reveil.home", folder.toString()))) {
      Visitor there = new Visitor(path -> other.getURI().resolve(path));
      rotate();
      other.getApplicationContext().getBean(Peppers.class).round();

      assertThat(signUp(there).status()).isEqualTo(503);
      assertThat(there.post(letter.leave(), Map.of("scope", "all")).status()).isEqualTo(200);
      assertThat(signUp(visitor).status()).isEqualTo(202);
      rig.clock().tick(Duration.ofMinutes(1));
      other.getApplicationContext().getBean(Dispatcher.class).dispatchDue();
      assertThat(rig.mail().getReceivedMessages()).isEmpty();
      Visitor.Page health = there.open("/health");
      assertThat(health.status())
          .as("a proxy must not keep people from leaving")
          .isEqualTo(200);
      assertThat(health.body())
          .contains("SENDING_STOPPED", pepperFile(folder) + " lacks the peppers [");
      assertThat(refusals(office.bringIn("contacts", "email\nleaver@example.org\n")))
          .containsExactly("SUPPRESSED");

      Files.copy(
          pepperFile(rig.home()),
          pepperFile(folder),
          StandardCopyOption.COPY_ATTRIBUTES,
          StandardCopyOption.REPLACE_EXISTING);
      other.getApplicationContext().getBean(Peppers.class).round();
      other.getApplicationContext().getBean(Dispatcher.class).dispatchDue();
      assertThat(rig.mail().getReceivedMessages()).hasSize(1);
      assertThat(there.open("/health").body()).contains("\"status\":\"UP\"");
    }
  }

  /** (A57): nor does "this was not me" wait for it: what a robot's confirmation had lifted or moved is as it was. */
  @Test
  void aNodeWithoutTheNewPepperLetsPeopleSayThatItWasNotThem() throws Exception {
    office.bringIn("suppressions?source=hotline", "email\nnew@example.org\n");
    signUp(visitor);
    String confirmed = inbox.only("new@example.org").link("/c/");
    visitor.press(visitor.open(confirmed), "Je confirme");
    Letter letter = Letter.toSubscriber(rig, "mover@example.org", 79);
    rig.clock().tick(Duration.ofSeconds(30));
    visitor.press(
        visitor.open(letter.choose()),
        "Demander à la nouvelle adresse",
        Map.of("email", "moved@example.org"));
    String moved = inbox.only("moved@example.org").link("/c/");
    visitor.press(visitor.open(moved), "Je confirme");
    assertThat(rig.count("suppression")).as("the address that was left").isOne();
    copyKeys();
    try (EmbeddedServer other = rig.beside(Map.of("reveil.home", folder.toString()))) {
      other.getApplicationContext().getBean(TestClock.class).set(rig.clock().instant());
      Visitor there = new Visitor(path -> other.getURI().resolve(path));
      rotate();
      other.getApplicationContext().getBean(Peppers.class).round();

      for (String link : List.of(confirmed, moved)) {
        Visitor.Page page = there.open(link);
        assertThat(page.status()).isEqualTo(200);
        assertThat(there.press(page, "Ce n’est pas moi").heading()).isEqualTo("C’est noté");
      }
    }

    assertThat(rig.database()
            .list(
                "SELECT reason, source FROM suppression ORDER BY reason, source",
                row -> row.getString(1) + " " + row.getString(2)))
        .containsExactly("NOT_ME doi", "NOT_ME doi", "OBJECTION hotline");
    assertThat(rig.bean(Contacts.class).find(letter.contact().id()).flatMap(Contact::email))
        .isEqualTo(EmailAddress.parse("mover@example.org"));
  }

  private void copyKeys() throws IOException {
    Files.createDirectories(folder.resolve("keys"));
    for (String kind : List.of("link", "pepper", "seal", "spool")) {
      Files.copy(
          rig.home().resolve("keys/" + kind + ".keys"),
          folder.resolve("keys/" + kind + ".keys"),
          StandardCopyOption.COPY_ATTRIBUTES);
    }
  }

  private static Visitor.Page signUp(Visitor visitor) {
    return visitor.post(
        "/f/newsletter?lang=fr",
        Map.of("email", "new@example.org", "purposes", "newsletter", "notice.newsletter", "1"));
  }
}
