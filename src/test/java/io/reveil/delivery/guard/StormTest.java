package io.reveil.delivery.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveil.activity.Activities;
import io.reveil.activity.ContactEvent;
import io.reveil.activity.Signal;
import io.reveil.contact.Moves;
import io.reveil.contact.Reachability;
import io.reveil.delivery.ReplyClass;
import io.reveil.delivery.guard.SentMails.Mail;
import io.reveil.delivery.pace.Pace;
import io.reveil.kernel.Actor;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
import io.reveil.testing.Rig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What failed counts against an address only when no storm explains it (B23, B30). */
class StormTest {
  @RegisterExtension
  static final Rig rig = Rig.with(Map.of("reveil.test", "storm"));

  private static final Duration SETTLE = Duration.ofMinutes(15);
  private static final Actor OPERATOR = new Actor.Operator("test");
  private static final String UNKNOWN = "550 5.1.1 no such user";

  private final SentMails mails = new SentMails(rig);
  private final Failures failures = rig.bean(Failures.class);
  private final Storms storms = rig.bean(Storms.class);
  private final Pace pace = rig.bean(Pace.class);

  @BeforeEach
  void nothingFailedBefore() {
    for (String table :
        List.of("message", "chunk", "pending_mark", "provider_count", "storm", "pace")) {
      rig.database().update("DELETE FROM " + table);
    }
  }

  private void comeBack(List<Mail> sent, ReplyClass replyClass) {
    sent.forEach(mail -> assertThat(comesBack(mail, replyClass)).isTrue());
  }

  private boolean comesBack(Mail mail, ReplyClass replyClass) {
    return rig.database()
        .write(() -> failures.returned(mail.contact(), mail.id(), replyClass, UNKNOWN));
  }

  private void settle() {
    mails.guard();
    rig.clock().tick(SETTLE);
    mails.guard();
  }

  /** Two in a year are enough; the first of somebody who is not dormant is not (B23). */
  @Test
  void theSecondHardBounceMarksTheAddressOnceItHasSettled() {
    List<ContactId> ada = mails.people("ada", "gmail.com", 1);
    comeBack(mails.send(ada), ReplyClass.HARD);
    settle();
    assertThat(mails.marked(ada)).isZero();

    comeBack(mails.send(ada), ReplyClass.HARD);
    mails.guard();
    assertThat(mails.marked(ada)).isZero();
    settle();

    assertThat(mails.marked(ada)).isOne();
  }

  /** One path for both: what the relay says at once waits as what a report says later. */
  @Test
  void aRefusalAtOnceCountsInTheSameWay() {
    List<ContactId> bob = mails.people("bob", "gmail.com", 1);
    mails.refuse(bob, ReplyClass.HARD, UNKNOWN);
    comeBack(mails.send(bob), ReplyClass.HARD);
    assertThat(mails.marked(bob)).isZero();

    settle();

    assertThat(mails.marked(bob)).isOne();
  }

  @Test
  void theSameMailComesBackOnce() {
    Mail mail = mails.send(mails.people("once", "gmail.com", 1)).getFirst();

    assertThat(comesBack(mail, ReplyClass.SOFT)).isTrue();
    assertThat(comesBack(mail, ReplyClass.HARD)).isFalse();
    assertThat(comesBack(new Mail(mail.contact(), 1), ReplyClass.HARD)).isFalse();
  }

  /** B23: 550 5.7.26 on a thousand people. Also of those who failed for themselves, since nobody knows who did. */
  @Test
  void aProviderThatRefusesUsMarksNobodyAndGetsNoMoreMail() {
    List<ContactId> people = mails.people("storm", "gmail.com", 1_000);
    List<Mail> sent = mails.send(people);
    mails.send(people);
    comeBack(sent.subList(0, 990), ReplyClass.BLOCK);
    comeBack(sent.subList(990, 1_000), ReplyClass.HARD);

    settle();
    settle();

    assertThat(mails.marked(people)).isZero();
    assertThat(storms.stopped()).singleElement().satisfies(storm -> {
      assertThat(storm.group()).isEqualTo("google");
      assertThat(storm.because())
          .startsWith("of 2000 mails to google from 2026-11-21T12:00:00Z on, 990 were refused")
          .endsWith("It said: " + UNKNOWN);
    });
    assertThat(pace.take("google", 1)).isZero();
    assertThat(pace.take("orange", 1)).isOne();
  }

  /** B30. */
  @Test
  void sixPercentAtOneProviderStopThatProviderAlone() {
    List<Mail> google = mails.send(mails.people("six", "gmail.com", 500));
    List<Mail> orange = mails.send(mails.people("one", "orange.fr", 500));
    comeBack(google.subList(0, 30), ReplyClass.BLOCK);
    comeBack(orange.subList(0, 5), ReplyClass.BLOCK);

    mails.guard();

    assertThat(storms.stopped()).extracting(Storm::group).containsExactly("google");
  }

  /** A first win-back after years: a tenth of the addresses is gone, at once or later, and nobody refuses us (B23, B30). */
  @ParameterizedTest
  @ValueSource(strings = {"gmail.com", "unlisted.example"})
  void addressesThatAreGoneAreNoStorm(String domain) {
    List<ContactId> people = mails.people("gone", domain, 300);
    comeBack(mails.send(people).subList(0, 30), ReplyClass.HARD);
    mails.refuse(people.subList(0, 30), ReplyClass.HARD, UNKNOWN);

    settle();

    assertThat(storms.stopped()).isEmpty();
    assertThat(mails.marked(people)).isEqualTo(30);
  }

  /** A directory that is gone knows nobody: more than people who left explain. */
  @Test
  void aProviderThatKnowsNobodyIsAStorm() {
    List<ContactId> people = mails.people("nobody", "gmail.com", 100);
    comeBack(mails.send(people).subList(0, 90), ReplyClass.HARD);
    comeBack(mails.send(people).subList(0, 90), ReplyClass.HARD);

    settle();

    assertThat(storms.stopped()).extracting(Storm::group).containsExactly("google");
    assertThat(mails.marked(people)).isZero();
  }

  /** Unlisted domains have nothing in common but us: unknown people there add up to nothing, refusals do. */
  @Test
  void ofUnrelatedDomainsOnlyRefusalsOfOurSendingAddUp() {
    List<ContactId> people = mails.people("small", "small.example", 100);
    comeBack(mails.send(people).subList(0, 90), ReplyClass.HARD);
    mails.guard();
    assertThat(storms.stopped()).isEmpty();

    comeBack(mails.send(people).subList(0, 30), ReplyClass.BLOCK);
    mails.guard();

    assertThat(storms.stopped()).extracting(Storm::group).containsExactly("other");
  }

  /** Of fifty, five are a tenth and may well be gone. */
  @Test
  void aFewFailuresAreNoStorm() {
    List<ContactId> people = mails.people("few", "gmail.com", 50);
    comeBack(mails.send(people).subList(0, 5), ReplyClass.HARD);
    comeBack(mails.send(people).subList(0, 5), ReplyClass.HARD);

    settle();

    assertThat(storms.stopped()).isEmpty();
    assertThat(mails.marked(people)).isEqualTo(5);
  }

  @Test
  void whatFailedInAStormIsForgottenWhenAnOperatorSaysSo() {
    List<ContactId> people = mails.people("forgiven", "gmail.com", 60);
    comeBack(mails.send(people), ReplyClass.HARD);
    List<Mail> later = mails.send(people);
    mails.guard();

    rig.clock().tick(Duration.ofHours(1));
    storms.release("google", false, OPERATOR);
    comeBack(later, ReplyClass.HARD);
    settle();

    assertThat(mails.marked(people)).isZero();
    assertThat(storms.stopped()).isEmpty();
    // A group that was stopped begins with an empty bucket, and that fills by machine time.
    rig.database().update("UPDATE pace SET tokens = 1 WHERE provider_group = 'google'");
    assertThat(pace.take("google", 1)).isOne();
    assertThatThrownBy(() -> storms.release("google", false, OPERATOR))
        .hasMessageContaining("No mail is stopped");
  }

  @Test
  void whatFailedInAStormCountsAfterAllWhenAnOperatorSaysSo() {
    List<ContactId> people = mails.people("meant", "gmail.com", 60);
    comeBack(mails.send(people), ReplyClass.HARD);
    comeBack(mails.send(people), ReplyClass.HARD);
    settle();
    assertThat(mails.marked(people)).isZero();

    storms.release("google", true, OPERATOR);
    settle();

    assertThat(mails.marked(people)).isEqualTo(60);
    assertThat(storms.stopped()).isEmpty();
  }

  @Test
  void aNewStormIsSeenAfterAnOldOne() {
    List<ContactId> people = mails.people("again", "gmail.com", 40);
    comeBack(mails.send(people), ReplyClass.BLOCK);
    mails.guard();
    storms.release("google", false, OPERATOR);

    rig.clock().tick(Duration.ofMinutes(20));
    comeBack(mails.send(people), ReplyClass.BLOCK);
    mails.guard();

    assertThat(storms.stopped()).hasSize(1);
  }

  /** A mailbox left unread for days: what failed is measured against what left with it. */
  @Test
  void failuresAreCountedInTheHourTheirMailLeft() {
    List<Mail> sent = mails.send(mails.people("late", "gmail.com", 1_000));
    rig.clock().tick(Duration.ofDays(3));
    mails.send(mails.people("today", "gmail.com", 50));

    comeBack(sent.subList(0, 30), ReplyClass.BLOCK);
    settle();

    assertThat(storms.stopped()).isEmpty();
  }

  private void softly(List<ContactId> person, int times, Duration apart) {
    IntStream.range(0, times).forEach(_ -> {
      comeBack(mails.send(person), ReplyClass.SOFT);
      settle();
      rig.clock().tick(apart);
    });
  }

  /** B23: five in a row over fourteen days. */
  @Test
  void aMailboxOutOfReachForTwoWeeksIsGivenUp() {
    List<ContactId> cy = mails.people("cy", "gmail.com", 1);
    softly(cy, 4, Duration.ofDays(4));
    assertThat(mails.marked(cy)).isZero();

    softly(cy, 1, Duration.ZERO);
    assertThat(mails.marked(cy)).isOne();

    rig.bean(Reachability.class).markReachable(cy.getFirst());
    assertThat(mails.marked(cy)).isZero();
  }

  @Test
  void fiveInAWeekAreNotEnough() {
    List<ContactId> dot = mails.people("dot", "gmail.com", 1);
    softly(dot, 6, Duration.ofDays(1));

    assertThat(mails.marked(dot)).isZero();
  }

  /** Nobody says that a mail arrived: it did if no report came in five days. */
  @Test
  void aMailThatArrivedEndsTheRow() {
    List<ContactId> eve = mails.people("eve", "gmail.com", 1);
    softly(eve, 4, Duration.ofDays(5));
    mails.send(eve);
    rig.clock().tick(Duration.ofDays(6));
    softly(eve, 4, Duration.ofDays(5));
    assertThat(mails.marked(eve)).isZero();

    softly(eve, 1, Duration.ZERO);
    assertThat(mails.marked(eve)).isOne();
  }

  @Test
  void aSignOfLifeEndsTheRow() {
    List<ContactId> fay = mails.people("fay", "gmail.com", 1);
    softly(fay, 4, Duration.ofDays(5));
    rig.bean(Activities.class)
        .record(List.of(new ContactEvent(
            fay.getFirst(), new Signal.Replied(1), rig.clock().instant(), new byte[16], "test")));
    rig.clock().tick(Duration.ofDays(1));

    softly(fay, 1, Duration.ZERO);

    assertThat(mails.marked(fay)).isZero();
  }

  /** A43: what comes back of mail to a former mailbox says nothing of the one of today. */
  @Test
  void aFormerAddressThatIsGoneDoesNotCountAgainstTheNewOne() {
    List<ContactId> gil = mails.people("gil", "gmail.com", 1);
    List<Mail> first = mails.send(gil);
    List<Mail> second = mails.send(gil);
    rig.clock().tick(Duration.ofHours(1));
    rig.database()
        .write(() -> rig.bean(Moves.class)
            .move(gil.getFirst(), EmailAddress.parse("gil@orange.fr").orElseThrow()));
    comeBack(first, ReplyClass.HARD);
    comeBack(second, ReplyClass.HARD);

    settle();

    assertThat(mails.marked(gil)).isZero();
  }
}
