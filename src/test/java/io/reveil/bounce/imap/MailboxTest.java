package io.reveil.bounce.imap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.store.StoredMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.reveil.delivery.guard.SentMails;
import io.reveil.job.Leases;
import io.reveil.job.Recurring;
import io.reveil.kernel.ContactId;
import io.reveil.link.MailTokens;
import io.reveil.link.SentMail;
import io.reveil.testing.Meters;
import io.reveil.testing.Rig;
import jakarta.mail.Flags;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A real IMAP server, which breaks off whenever it likes: nothing is lost, and nothing counts twice (B22). */
@Tag("sql")
class MailboxTest {
  private static final GreenMail MAIL =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));

  static {
    MAIL.start();
  }

  private static final ImapProxy PROXY = ImapProxy.before(MAIL.getImap().getPort());

  @RegisterExtension
  static final Rig rig = Rig.with(Map.of(
      "reveil.inbound.imap.host", "127.0.0.1",
      "reveil.inbound.imap.port", String.valueOf(PROXY.port()),
      "reveil.inbound.imap.encryption", "none",
      "reveil.inbound.imap.user", "bounces",
      "reveil.inbound.imap.password", "secret"));

  private static final String PLACEHOLDER = "aeaqcaibaeaqcaibaeaqcaibaeaqcaibaeaqcaibaeaqcaibaeaqc";
  private static int people;

  private final SentMails mails = new SentMails(rig);
  private GreenMailUser user;

  @BeforeEach
  void anEmptyMailbox() {
    PROXY.leaveAlone();
    user = Optional.ofNullable(MAIL.getUserManager().getUser("bounces"))
        .orElseGet(() -> MAIL.setUser("bounces@lettre.example", "bounces", "secret"));
    for (String folder : List.of("INBOX", "Reveil-done", "Reveil-review")) {
      folder(folder).ifPresent(MailFolder::deleteAllMessages);
    }
    for (String table : List.of("inbound_report", "inbound_count", "inbound_mailbox")) {
      rig.database().update("DELETE FROM " + table);
    }
  }

  private Optional<MailFolder> folder(String name) {
    try {
      return Optional.ofNullable(MAIL.getManagers().getImapHostManager().getFolder(user, name));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private long size(String name) {
    return folder(name).map(MailFolder::getMessageCount).orElse(0);
  }

  private void arrive(String file, SentMails.Mail about) {
    String token = rig.bean(MailTokens.class).issue(new SentMail(about.contact(), about.id()));
    arrive(read(file).replace(PLACEHOLDER, token));
  }

  private static String read(String file) {
    try {
      return Files.readString(
          Path.of("src/test/resources/bounce", file + ".eml"), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void arrive(String text) {
    try {
      user.deliver(new MimeMessage(
          Session.getInstance(new Properties()),
          new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1))));
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<SentMails.Mail> sent(int count) {
    List<ContactId> all = mails.people("imap" + ++people + "-", "there.example", count);
    return mails.send(all);
  }

  private static void look() {
    Recurring round = rig.bean(Recurring.class, "MailboxRound");
    while (round.round()) {
      Thread.onSpinWait();
    }
  }

  private static long counted(String outcome) {
    return rig.database()
        .first(
            "SELECT SUM(reports) FROM inbound_count WHERE outcome = ?",
            row -> row.getLong(1),
            outcome)
        .orElse(0L);
  }

  @Test
  void whatIsOursIsActedUponAndMovedAndNothingElseIsTouched() {
    SentMails.Mail mail = sent(1).getFirst();
    arrive("postfix-unknown", mail);
    arrive("reply-fr", mail);
    arrive("From: somebody@there.example\nSubject: Lunch?\n\nAt one.\n");
    arrive(read("gmail-unknown"));

    look();

    assertThat(counted("BOUNCED")).isOne();
    assertThat(counted("REPLIED")).isOne();
    assertThat(counted("UNKNOWN")).as("forged").isOne();
    assertThat(size("Reveil-done")).isOne();
    assertThat(size("Reveil-review")).as("the answer, and the forged one").isEqualTo(2);
    assertThat(folder("INBOX").orElseThrow().getMessages())
        .singleElement()
        .extracting(StoredMessage::getFlags)
        .satisfies(flags -> assertThat(flags.contains(Flags.Flag.SEEN)).isFalse());
  }

  /** Ten times, at ever other places: while mails are read, while they are moved, and before the server has said so. */
  @Test
  void aMailboxThatBreaksOffTenTimesIsReadOnce() {
    List<SentMails.Mail> all = sent(60);
    all.forEach(mail -> arrive("postfix-unknown", mail));
    arrive("From: somebody@there.example\nSubject: Lunch?\n\nAt one.\n");
    arrive(read("gmail-unknown"));
    long whole = 62 * 1_600L;

    for (int time = 1; time <= 10; time++) {
      PROXY.cutAfter(whole * time / 9);
      look();
    }
    long cutShort = counted("BOUNCED");
    PROXY.leaveAlone();
    look();
    look();

    assertThat(cutShort).isPositive();
    assertThat(counted("BOUNCED")).isEqualTo(60);
    assertThat(counted("UNKNOWN")).isOne();
    assertThat(rig.count("inbound_report")).isEqualTo(60);
    assertThat(size("Reveil-done")).isEqualTo(60);
    assertThat(size("Reveil-review")).isOne();
    assertThat(size("INBOX")).isOne();
  }

  /** Killed between the commit and the move: whoever comes next moves, and counts nothing again. */
  @Test
  void whatWasCountedAndNotMovedIsMovedLater() {
    sent(3).forEach(mail -> arrive("postfix-unknown", mail));
    arrive(read("gmail-unknown"));
    look();
    Place place = rig.bean(Places.class).find("INBOX").orElseThrow();
    assertThat(place.movedTo()).isEqualTo(place.takenTo());

    sent(2).forEach(mail -> arrive("gmail-unknown", mail));
    rig.database().update("UPDATE inbound_mailbox SET taken_to = ?", place.takenTo() + 2);
    look();

    assertThat(counted("BOUNCED")).isEqualTo(3);
    assertThat(size("Reveil-done")).isEqualTo(5);
    assertThat(size("INBOX")).isZero();
  }

  /** The server numbered its mails anew: reports that were known count no second time. */
  @Test
  void mailsThatGetOtherNumbersCountOnce() {
    SentMails.Mail mail = sent(1).getFirst();
    arrive("postfix-unknown", mail);
    look();
    arrive("postfix-unknown", mail);
    rig.database().update("UPDATE inbound_mailbox SET uid_validity = 1");

    look();

    assertThat(counted("BOUNCED")).isOne();
    assertThat(size("Reveil-done")).isEqualTo(2);
  }

  /** As a report that no column holds would: it goes to review, and those behind it count. */
  @Test
  void aMailThatFailsForItselfKeepsNoOtherBack() {
    List<SentMails.Mail> all = sent(2);
    arrive("postfix-unknown", all.getFirst());
    arrive("reply-fr", all.getLast());
    rig.database().update("DELETE FROM provider_count");
    rig.database().update("ALTER TABLE provider_count MODIFY COLUMN said VARCHAR(1)");
    try {
      look();
    } finally {
      rig.database().update("ALTER TABLE provider_count MODIFY COLUMN said VARCHAR(300)");
    }

    assertThat(counted("BOUNCED")).isZero();
    assertThat(counted("REPLIED")).isOne();
    assertThat(size("Reveil-review")).as("the one that failed, and the answer").isEqualTo(2);
    assertThat(size("INBOX")).isZero();
  }

  /** As Exchange answers for what it cannot convert: it goes to review unread, and those behind it count. */
  @Test
  void aMailThatTheServerCannotGiveKeepsNoOtherBack() {
    List<SentMails.Mail> all = sent(2);
    all.forEach(mail -> arrive("postfix-unknown", mail));
    double before = Meters.value(rig, "reveil.inbound.mailbox.unreadable");
    PROXY.refuse("FETCH 1 .*BODY");

    look();

    assertThat(counted("BOUNCED")).isOne();
    assertThat(size("Reveil-done")).isOne();
    assertThat(size("Reveil-review")).isOne();
    assertThat(size("INBOX")).isZero();
    assertThat(Meters.value(rig, "reveil.inbound.mailbox.reached")).isOne();
    assertThat(Meters.value(rig, "reveil.inbound.mailbox.unreadable")).isEqualTo(before + 1);
  }

  @Test
  void aMailThatTheServerCannotEvenMoveIsSteppedOver() {
    List<SentMails.Mail> all = sent(2);
    all.forEach(mail -> arrive("postfix-unknown", mail));
    PROXY.refuse("(FETCH 1 .*BODY|MOVE 1 )");

    look();
    assertThat(counted("BOUNCED")).isOne();
    arrive("reply-fr", all.getFirst());
    look();

    assertThat(counted("REPLIED")).isOne();
    assertThat(size("INBOX")).isOne();
  }

  @Test
  void aMailThatTheServerCannotGiveAnyMoreIsMovedAllTheSame() {
    sent(2).forEach(mail -> arrive("postfix-unknown", mail));
    look();
    sent(2).forEach(mail -> arrive("gmail-unknown", mail));
    rig.database().update("UPDATE inbound_mailbox SET taken_to = taken_to + 2");
    PROXY.refuse("FETCH 1 .*BODY");

    look();

    assertThat(size("Reveil-done")).isEqualTo(3);
    assertThat(size("Reveil-review")).isOne();
  }

  /** Others delete mail in it, too: numbers are missing, and a look reads as many mails all the same. */
  @Test
  void aMailboxWithGapsIsReadInOneLook() throws FolderException {
    List<SentMails.Mail> all = sent(4);
    arrive("postfix-unknown", all.getFirst());
    Stream.iterate(0, i -> i < 600, i -> i + 1)
        .forEach(_ -> arrive("From: somebody@there.example\nSubject: Lunch?\n\nAt one.\n"));
    MailFolder inbox = folder("INBOX").orElseThrow();
    inbox.getMessages().stream().skip(1).forEach(mail -> mail.setFlag(Flags.Flag.DELETED, true));
    inbox.expunge();
    all.stream().skip(1).forEach(mail -> arrive("postfix-unknown", mail));

    rig.bean(Recurring.class, "MailboxRound").round();

    assertThat(size("Reveil-done")).isEqualTo(4);
  }

  /** (A20) Reports name people. */
  @Test
  void whatWasActedUponIsDeletedAfterThirtyDaysAndNothingElse() throws MessagingException {
    Recurring sweep = rig.bean(Recurring.class, "MailboxSweep");
    SentMails.Mail mail = sent(1).getFirst();
    arrive("postfix-unknown", mail);
    arrive("reply-fr", mail);
    arrive("From: somebody@there.example\nSubject: Lunch?\n\nAt one.\n");
    look();
    folder("Reveil-done")
        .orElseThrow()
        .appendMessage(other(), new Flags(), Date.from(Instant.now()));

    rig.clock().set(Instant.now().plus(Duration.ofDays(29)));
    sweep.round();
    long young = size("Reveil-done");
    rig.clock().set(Instant.now().plus(Duration.ofDays(31)));
    sweep.round();

    assertThat(young).isEqualTo(2);
    assertThat(size("Reveil-done")).as("what somebody else laid there").isOne();
    assertThat(size("Reveil-review")).isOne();
    assertThat(size("INBOX")).isOne();
  }

  private static MimeMessage other() throws MessagingException {
    return new MimeMessage(
        Session.getInstance(new Properties()),
        new ByteArrayInputStream("Subject: Kept\n\nBy somebody.\n".getBytes(UTF_8)));
  }

  @Test
  void oneNodeReadsAtATime() {
    arrive("postfix-unknown", sent(1).getFirst());
    rig.bean(Leases.class).release("inbound-mailbox");
    rig.database()
        .update(
            "INSERT INTO lease (name, owner, lease_until) VALUES ('inbound-mailbox', 'other', ?)",
            Instant.parse("2999-01-01T00:00:00Z"));

    look();

    assertThat(size("INBOX")).isOne();
    rig.database().update("DELETE FROM lease WHERE name = 'inbound-mailbox'");
    look();
    assertThat(size("INBOX")).isZero();
  }
}
