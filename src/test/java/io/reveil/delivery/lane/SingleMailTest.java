package io.reveil.delivery.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.delivery.DeliveryConfig;
import io.reveil.delivery.queue.Outbox;
import io.reveil.delivery.queue.Outcome;
import io.reveil.delivery.queue.SingleMail;
import io.reveil.delivery.queue.SingleMails;
import io.reveil.delivery.reply.SmtpReply;
import io.reveil.delivery.smtp.Relays;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.Language;
import io.reveil.kernel.PersonalData;
import io.reveil.kernel.Subject;
import io.reveil.link.MailTokens;
import io.reveil.link.SentMail;
import io.reveil.testing.Rig;
import io.reveil.testing.ScriptedSmtp;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("sql")
class SingleMailTest {
  private static final ScriptedSmtp SMTP = ScriptedSmtp.start();

  @RegisterExtension
  static final Rig rig = Workshop.rig(SMTP);

  private final Workshop workshop = Workshop.open(rig, SMTP);

  /** What somebody waits for is not sent twice because the relay takes its time. */
  @Test
  void aRelayThatTakesLongerThanALeaseGetsAMailOnce() {
    queue(workshop.people("slow", 1).getFirst(), 7);
    Duration third = rig.bean(DeliveryConfig.class).lease().dividedBy(3);
    SMTP.beforeReply(() -> {
      for (int beat = 0; beat < 4; beat++) {
        workshop.machine.tick(third);
        workshop.heartbeat.round();
      }
      try (Relays.Line other = workshop.line()) {
        assertThat(workshop.outbox().round(other)).isEqualTo(Worked.NOTHING);
      }
    });

    workshop.sendAll();

    assertThat(SMTP.recipients()).hasSize(1);
  }

  /** B13: mail that was asked for says that nobody typed it, and is on no list. */
  @Test
  void aMailThatWasAskedForLeavesOnceHoweverOftenItIsQueued() {
    ContactId person = workshop.people("once", 1).getFirst();

    long first = queue(person, 7);
    long again = queue(person, 7);
    workshop.sendAll();

    assertThat(again).isEqualTo(first);
    assertThat(SMTP.mails()).hasSize(1);
    assertThat(SMTP.mails().getFirst().text())
        .contains(
            "Auto-Submitted: auto-generated\r\n",
            "Message-ID: <" + singles().messageIdHeader(person, first) + ">\r\n",
            "/c/")
        .doesNotContain("List-");
    assertThat(state(first)).isEqualTo("SENT");
    assertThat(rig.count("outbox")).isZero();
  }

  /** B22: whatever comes back names the mail, in an address that any server takes. */
  @Test
  void aMailReturnsToAnAddressOfItsOwn() {
    ContactId person = workshop.people("returns", 1).getFirst();
    long message = queue(person, 7);

    workshop.sendAll();

    String sender = SMTP.senders().getFirst();
    assertThat(sender).matches("b\\.[a-z2-7]{53}@bounce\\.lettre\\.example");
    assertThat(sender.indexOf('@')).isLessThanOrEqualTo(64);
    assertThat(rig.bean(MailTokens.class).read(sender.substring(2, sender.indexOf('@'))))
        .contains(new SentMail(person, message));
    assertThat(SMTP.mails().getFirst().text()).doesNotContain("bounce.lettre.example");
  }

  /** What somebody waits for does not wait for a mail that cannot be prepared, and that one waits for a remedy. */
  @Test
  void aMailThatCannotBePreparedKeepsNoOtherBack() {
    List<ContactId> people = workshop.people("poisoned", 3);
    people.forEach(person -> queue(person, 7));
    workshop.unpreparable.add(people.get(1));

    workshop.sendAll();

    assertThat(SMTP.recipients()).hasSize(2);
    assertThat(rig.count("outbox")).isEqualTo(1);

    workshop.unpreparable.clear();
    rig.clock().tick(Duration.ofMinutes(5));
    workshop.sendAll();
    assertThat(SMTP.recipients()).hasSize(3);
  }

  /** A53: what somebody asked for passes withdrawal; it never passes an address that is gone. */
  @Test
  void aWithdrawalDoesNotStopWhatWasAskedFor() {
    ContactId person = workshop.people("asks", 1).getFirst();
    workshop.withdraw(person);
    queue(person, 8);

    workshop.sendAll();

    assertThat(SMTP.recipients()).hasSize(1);
  }

  @Test
  void aKilledLaneSendsAgainWhatSomebodyWaitsForAndNotMarketing() {
    List<ContactId> people = workshop.people("crash", 2);
    long asked = queue(people.get(0), 9);
    SMTP.refuse(workshop.addressOf(people.get(1)).forSending(), "451 4.3.0 later");
    long wave = workshop.wave(List.of(people.get(1)), Optional.empty());
    try (Relays.Line line = workshop.line()) {
      workshop.lane().round(line);
    }
    rig.clock().tick(Duration.ofMinutes(5));
    OutboxWork killed = workshop.outbox();
    assertThat(killed.claim(due()).ready()).hasSize(2);

    workshop.sendAll();
    assertThat(SMTP.recipients()).as("before the lease is over").isEmpty();
    SMTP.reset();
    workshop.machine.tick(Duration.ofMinutes(1));
    workshop.sendAll();

    assertThat(SMTP.recipients())
        .containsExactly(workshop.addressOf(people.get(0)).forSending());
    assertThat(state(asked)).isEqualTo("SENT");
    assertThat(workshop.counts(wave).unknown()).isEqualTo(1);
    assertThat(rig.count("outbox")).isZero();
  }

  @Test
  void aLaneThatWakesUpAfterItsLeaseSettlesNothing() {
    long message = queue(workshop.people("late", 1).getFirst(), 10);
    OutboxWork asleep = workshop.outbox();
    OutboxWork.Claimed claimed = asleep.claim(due());
    workshop.machine.tick(Duration.ofMinutes(1));
    workshop.sendAll();

    asleep.settle(
        claimed,
        claimed.ready().stream()
            .<Outcome>map(ready -> new Outcome.Deferred(
                ready.queued(),
                rig.clock().instant(),
                SmtpReply.ours(SmtpReply.Stage.DATA, "4.4.2", "late")))
            .toList());

    assertThat(state(message)).isEqualTo("SENT");
    assertThat(rig.count("outbox")).isZero();
  }

  /** B25: no longer than its link is good for. */
  @Test
  void aMailIsGivenUpWhenItsLinkEnds() {
    ContactId person = workshop.people("ends", 1).getFirst();
    SMTP.refuse(workshop.addressOf(person).forSending(), "451 4.3.0 later");
    long message = queue(person, 11);

    for (int hour = 0; hour < 25; hour++) {
      workshop.sendAll();
      rig.clock().tick(Duration.ofHours(1));
    }

    assertThat(state(message)).isEqualTo("DROPPED");
    assertThat(rig.count("outbox")).isZero();
  }

  @Test
  void aRelayThatIsAwayLeavesTheMailWaiting() {
    ContactId person = workshop.people("away", 1).getFirst();
    SMTP.refuse(workshop.addressOf(person).forSending(), "421 4.3.2 closing");
    long message = queue(person, 12);
    workshop.sendAll();
    assertThat(state(message)).isEqualTo("DEFERRED");

    SMTP.reset();
    rig.clock().tick(Duration.ofMinutes(5));
    workshop.sendAll();

    assertThat(state(message)).isEqualTo("SENT");
  }

  @Test
  void aPersonSeesHerMailsAndErasureTakesThem() {
    ContactId person = workshop.people("erased", 1).getFirst();
    queue(person, 13);
    PersonalData data = rig.bean(PersonalData.class, "MessageData");
    Subject subject = new Subject(Optional.of(person), Optional.empty());

    assertThat(data.export(subject).toString()).contains("kind=DOI", "state=QUEUED");
    assertThat(data.erase(subject)).isEqualTo(2);
    workshop.sendAll();

    assertThat(SMTP.recipients()).isEmpty();
    assertThat(data.erase(subject)).isZero();
  }

  private long queue(ContactId person, long request) {
    return rig.database()
        .write(() -> singles()
            .queue(new SingleMail(
                Workshop.ASKED,
                person,
                workshop.addressOf(person),
                request,
                "doi",
                workshop.template(),
                Language.FR,
                rig.clock().instant(),
                rig.clock().instant().plus(Duration.ofHours(24)))));
  }

  private List<Outbox.Waiting> due() {
    return rig.bean(Outbox.class).due(rig.clock().instant(), workshop.machine.instant(), Set.of());
  }

  private static SingleMails singles() {
    return rig.bean(SingleMails.class);
  }

  private static String state(long message) {
    return rig.database()
        .first(
            "SELECT state FROM message WHERE message_id = ?",
            row -> row.getString("state"),
            message)
        .orElseThrow();
  }
}
