package io.reveil.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.reveil.contact.Contact;
import io.reveil.contact.Contacts;
import io.reveil.delivery.dkim.DkimConfig;
import io.reveil.job.Recurring;
import io.reveil.kernel.EmailAddress;
import io.reveil.testing.DkimFiles;
import io.reveil.testing.DkimReceiver;
import io.reveil.testing.Postfix;
import io.reveil.testing.Rig;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Out through a real Postfix, refused by the server behind it, and back by its report into the mailbox that is read. */
@Tag("postfix")
class PostfixJourneyTest {
  private static final String CONTACTS = """
      external_id,email,first_name,language,country,consent_purpose,consent_at,consent_source,consent_text
      1,gone@there.example,Zoé,fr,FR,newsletter,2024-08-04T12:00:00Z,checkout,Je veux recevoir la lettre.
      2,alive@there.example,Paul,fr,FR,newsletter,2024-08-04T12:00:00Z,checkout,Je veux recevoir la lettre.
      """;
  private static final String EVENTS = """
      external_id,occurred_at,type,quantity,amount_eur
      1,2024-08-04T12:00:00Z,purchase,1,11.77
      2,2024-08-04T12:00:00Z,purchase,1,29.33
      """;
  private static final String CAMPAIGN = """
      campaign: reveil
      kind: WIN_BACK
      purpose: newsletter
      audience:
        all:
          - status: { in: [INACTIVE, DORMANT, EXPIRING] }
      holdout: 0%
      stages:
        - { id: value, after: P0D, template: win-back/value }
      exit_on: [STAY]
      at_end: SUNSET
      """;

  private static final GreenMail MAIL = new GreenMail(new ServerSetup[] {
    new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
    new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)
  });
  private static final String BOUNCES = "bounce.example.org";
  private static final Postfix POSTFIX;
  private static final int RELAY = freePort();

  static {
    MAIL.start();
    POSTFIX = Postfix.start(new Postfix.Wiring(
        RELAY, "gone@there.example", freePort(), MAIL.getSmtp().getPort(), BOUNCES));
  }

  @RegisterExtension
  static final Rig rig = Rig.with(settings());

  private static Map<String, Object> settings() {
    Map<String, Object> settings = DkimFiles.settings();
    settings.putAll(Map.of(
        "reveil.smtp.port", String.valueOf(RELAY),
        "reveil.delivery.bounce-domain", BOUNCES,
        "reveil.inbound.imap.host", "127.0.0.1",
        "reveil.inbound.imap.port", String.valueOf(MAIL.getImap().getPort()),
        "reveil.inbound.imap.encryption", "none",
        "reveil.inbound.imap.user", "bounces",
        "reveil.inbound.imap.password", "secret"));
    return settings;
  }

  private static int freePort() {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterAll
  static void stop() {
    POSTFIX.close();
    MAIL.stop();
  }

  /** (B19, B22, B23) A dormant address that is gone is given up at the first report; the other got its mail, signed. */
  @Test
  void whoseMailPostfixReturnsIsMarkedAndNobodyElse() {
    Office office = new Office(rig);
    office.bringIn("contacts", CONTACTS);
    office.bringIn("events", EVENTS);
    office.apply(CAMPAIGN);

    assertThat(office.run("reveil", "first").path("sent").asInt()).isEqualTo(2);
    assertThat(MAIL.waitForIncomingEmail(20_000, 1)).as(POSTFIX::log).isTrue();
    String passedOn = new Inbox.Mail(MAIL.getReceivedMessages()[0]).raw();
    assertThat(passedOn).contains("(Postfix)");
    assertThat(new DkimReceiver(rig.bean(DkimConfig.class).records()).verified(passedOn))
        .containsExactly("reveil-2026", "reveil-ed");
    layIntoTheMailbox(POSTFIX
        .returned(Duration.ofSeconds(20))
        .orElseThrow(() -> new AssertionError("nothing came back: " + POSTFIX.log())));
    work("MailboxRound");
    work("GuardRound");
    rig.clock().tick(Duration.ofMinutes(15));
    work("GuardRound");

    assertThat(contact("gone@there.example").undeliverable()).isTrue();
    assertThat(contact("alive@there.example").undeliverable()).isFalse();
    assertThat(rig.database()
            .list(
                "SELECT kind, reply_class, code FROM inbound_report",
                row -> row.getString(1) + " " + row.getString(2) + " " + row.getString(3)))
        .containsExactly("BOUNCED HARD 5.1.1");
  }

  /** By hand: GreenMail takes no mail without a sender by SMTP, as reports are. */
  private static void layIntoTheMailbox(byte[] mail) {
    try {
      MAIL.setUser("bounces@" + BOUNCES, "bounces", "secret")
          .deliver(new MimeMessage(
              Session.getInstance(new Properties()), new ByteArrayInputStream(mail)));
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void work(String name) {
    Recurring round = rig.bean(Recurring.class, name);
    while (round.round()) {
      Thread.onSpinWait();
    }
  }

  private static Contact contact(String address) {
    return rig.bean(Contacts.class)
        .find(EmailAddress.parse(address).orElseThrow())
        .orElseThrow();
  }
}
