package io.reveil.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.consent.suppression.SuppressionReason;
import io.reveil.consent.suppression.Suppressions;
import io.reveil.job.Recurring;
import io.reveil.kernel.EmailAddress;
import io.reveil.key.AddressDigests;
import io.reveil.testing.Rig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One polite reminder of a request that nobody answered (B28). */
@Tag("sql")
class ReminderJourneyTest {
  private static final Duration LATER = Duration.ofHours(49);

  @RegisterExtension
  static final Rig rig = Rig.standard();

  private final Visitor visitor = new Visitor(rig);
  private final Inbox inbox = new Inbox(rig);

  /** (A12, B26): it counts among the mails of the address, and its link ends with the first. */
  @Test
  void whoDoesNotAnswerIsRemindedOnceAndConfirmsByEitherLink() {
    signUp("slow@example.org", "fr");
    assertThat(inbox.of("slow@example.org")).hasSize(1);
    rig.clock().tick(Duration.ofHours(47));
    remind();
    assertThat(inbox.of("slow@example.org")).hasSize(1);

    rig.clock().tick(Duration.ofHours(2));
    remind();
    remind();

    List<Inbox.Mail> mails = inbox.of("slow@example.org");
    assertThat(mails).hasSize(2);
    Inbox.Mail reminder = mails.getLast();
    assertThat(reminder.header("Subject")).isNotBlank();
    for (String part : List.of(reminder.text(), reminder.html())) {
      assertThat(part)
          .contains(
              "La lettre du matin",
              "28\u00A0novembre\u00A02026",
              "Ignorez cet e‑mail",
              "seul rappel")
          .doesNotContain("<img", "${");
    }
    assertThat(reminder.header("List-Unsubscribe")).isEmpty();
    var page = visitor.open(reminder.link("/c/"));
    assertThat(visitor.press(page, "Je confirme").heading()).isEqualTo("C’est confirmé. Merci.");
    assertThat(visitor.open(mails.getFirst().link("/c/")).heading())
        .isEqualTo(visitor.open(reminder.link("/c/")).heading());
  }

  @Test
  void itSpeaksThePersonsLanguage() {
    signUp("english@example.org", "en");
    askedLongAgo("english@example.org");
    remind();

    assertThat(inbox.of("english@example.org").getLast().text())
        .contains("YOUR SIGN-UP IS WAITING", "This is the only reminder");
  }

  @Test
  void whoAnsweredIsNotReminded() {
    signUp("confirmed@example.org", "fr");
    press("confirmed@example.org", "Je confirme");
    signUp("not-me@example.org", "fr");
    press("not-me@example.org", "Ce n’est pas moi");
    rig.clock().tick(LATER);

    remind();

    assertThat(inbox.of("confirmed@example.org")).hasSize(1);
    assertThat(inbox.of("not-me@example.org")).hasSize(1);
  }

  /** DOI mail that the person asks for passes an objection; a reminder, which nobody asked for, does not. */
  @Test
  void whoIsBannedForWhateverReasonIsNotReminded() {
    for (SuppressionReason reason : SuppressionReason.values()) {
      String address = reason.name().toLowerCase(Locale.ROOT) + "@example.org";
      signUp(address, "fr");
      assertThat(inbox.of(address)).hasSize(1);
      ban(address, reason);
      askedLongAgo(address);
    }
    remind();

    for (SuppressionReason reason : SuppressionReason.values()) {
      assertThat(inbox.of(reason.name().toLowerCase(Locale.ROOT) + "@example.org"))
          .as(reason.name())
          .hasSize(1);
    }
  }

  /** (A46; GDPR art. 18): frozen since they asked. */
  @Test
  void whoIsFrozenIsNotReminded() {
    Letter letter = Letter.toSubscriber(rig, "frozen@example.org", 95);
    rig.clock().tick(Duration.ofDays(2));
    signUp("frozen@example.org", "fr");
    assertThat(inbox.of("frozen@example.org")).hasSize(2);
    rig.database()
        .update(
            "UPDATE contact SET state = 'RESTRICTED' WHERE contact_id = ?",
            letter.contact().id().value());
    rig.clock().tick(LATER);

    remind();

    assertThat(inbox.of("frozen@example.org")).hasSize(2);
  }

  @Test
  void whoseTimeIsOverIsNotReminded() {
    signUp("late@example.org", "fr");
    assertThat(inbox.of("late@example.org")).hasSize(1);
    rig.clock().tick(Duration.ofDays(7));

    remind();

    assertThat(inbox.of("late@example.org")).hasSize(1);
  }

  /** Many nodes come round at the same moment, and again. */
  @Test
  void ofManyRoundsAtOnceOneReminds() throws Exception {
    List<String> people = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      people.add("raced-" + i + "@example.org");
      signUp(people.getLast(), "fr");
      assertThat(inbox.of(people.getLast())).hasSize(1);
    }
    rig.clock().tick(LATER);
    Callable<Boolean> round = () -> reminders().round();

    try (ExecutorService nodes = Executors.newFixedThreadPool(4)) {
      for (Future<Boolean> node : nodes.invokeAll(List.of(round, round, round, round))) {
        assertThat(node.get()).isFalse();
      }
    }

    assertThat(people).allSatisfy(person -> assertThat(inbox.of(person)).hasSize(2));
  }

  /** Its time runs from the mail, not from the request. */
  @Test
  void aMailThatHasNotLeftIsNotRemindedOf() {
    signUp("queued@example.org", "fr");
    rig.clock().tick(LATER);

    remind();

    assertThat(inbox.of("queued@example.org")).hasSize(1);
  }

  private static Recurring reminders() {
    return rig.bean(Recurring.class, "Reminders");
  }

  private static void remind() {
    reminders().round();
  }

  private void askedLongAgo(String address) {
    assertThat(inbox.of(address)).hasSize(1);
    rig.clock().tick(LATER);
  }

  private static void ban(String address, SuppressionReason reason) {
    rig.bean(Suppressions.class)
        .add(
            rig.bean(AddressDigests.class).of(EmailAddress.parse(address).orElseThrow()),
            reason,
            "test");
  }

  private void press(String address, String words) {
    visitor.press(visitor.open(inbox.only(address).link("/c/")), words);
  }

  private void signUp(String address, String language) {
    visitor.post(
        "/f/newsletter?lang=" + language,
        Map.of("email", address, "purposes", "newsletter", "notice.newsletter", "1"));
  }
}
