package io.reveil.delivery.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.content.OutgoingMail;
import io.reveil.delivery.ReplyClass;
import io.reveil.delivery.reply.SmtpReply;
import io.reveil.kernel.EmailAddress;
import io.reveil.testing.ScriptedSmtp;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RelayTest {
  private final ScriptedSmtp server = ScriptedSmtp.start();
  private final Relay relay = relay(server.port(), false);

  @AfterEach
  void close() {
    relay.close();
    server.close();
  }

  @Test
  void theRelayGetsOurBytes() {
    String text = "Subject: x\r\n\r\n.\r\n..a\r\n" + "0123456789\r\n".repeat(800);

    assertThat(relay.send(mail("a@example.org", text))).isEqualTo(new Reply.Accepted(250));
    assertThat(server.mails()).containsExactly(new ScriptedSmtp.Mail("a@example.org", text));
  }

  /** With Nagle's algorithm a mail above 8 KB would wait for a delayed acknowledgement. */
  @Test
  void itsSocketsDoNotWaitToFillAPacket() throws IOException {
    try (var socket = new NoDelaySockets().createSocket()) {
      assertThat(socket.getTcpNoDelay()).isTrue();
    }
    try (var socket = new NoDelaySockets().createSocket("127.0.0.1", server.port())) {
      assertThat(socket.getTcpNoDelay()).isTrue();
    }
  }

  @Test
  void aRefusalKeepsTheConnection() {
    server.refuse("gone@example.org", "550 5.1.1 <gone@example.org> unknown");
    server.refuse("later@example.org", "451 4.7.1 greylisted");
    server.refuseBody("spam@example.org", "554 5.7.1 looks like spam");

    Reply gone = relay.send(mail("gone@example.org"));
    Reply later = relay.send(mail("later@example.org"));
    Reply spam = relay.send(mail("spam@example.org"));
    Reply fine = relay.send(mail("fine@example.org"));

    assertThat(refusal(gone).replyClass()).isEqualTo(ReplyClass.HARD);
    assertThat(refusal(gone).code()).isEqualTo("5.1.1");
    assertThat(refusal(gone).text()).doesNotContain("gone@example.org").contains("<address>");
    assertThat(refusal(later).isTemporary()).isTrue();
    assertThat(refusal(spam).stage()).isEqualTo(SmtpReply.Stage.BODY);
    assertThat(refusal(spam).replyClass()).isEqualTo(ReplyClass.BLOCK);
    assertThat(fine).isEqualTo(new Reply.Accepted(250));
    assertThat(server.connections()).isEqualTo(1);
  }

  @Test
  void a421AtRcptIsALostConnectionAndNoBadAddress() {
    server.refuse("a@example.org", "421 4.3.2 shutting down");

    assertThat(relay.send(mail("a@example.org"))).isInstanceOf(Reply.Cut.class);
    assertThat(relay.send(mail("b@example.org"))).isEqualTo(new Reply.Accepted(250));
    assertThat(server.connections()).isEqualTo(2);
  }

  @Test
  void anEndAfterTheFinalDotIsInDoubt() {
    server.cutAfterDot("a@example.org");

    assertThat(relay.send(mail("a@example.org"))).isEqualTo(new Reply.InDoubt());
    assertThat(server.recipients()).containsExactly("a@example.org");
  }

  @Test
  void aConnectionThatTheRelayClosedMeanwhileIsOpenedAnew() {
    server.hangUpAfterEach();

    assertThat(relay.send(mail("a@example.org"))).isEqualTo(new Reply.Accepted(250));
    assertThat(relay.send(mail("b@example.org"))).isEqualTo(new Reply.Accepted(250));
    assertThat(server.recipients()).containsExactly("a@example.org", "b@example.org");
  }

  /** The 421 of an idle timeout waits in the connection and answers the next MAIL (RFC 5321 §3.8); it refuses nothing. */
  @Test
  void aConnectionThatTheRelayTookLeaveOfIsOpenedAnew() {
    server.hangUpAfterEach("421 4.4.2 relay.example.org Error: timeout exceeded");

    assertThat(relay.send(mail("a@example.org"))).isEqualTo(new Reply.Accepted(250));
    assertThat(relay.send(mail("b@example.org"))).isEqualTo(new Reply.Accepted(250));
    assertThat(server.recipients()).containsExactly("a@example.org", "b@example.org");
  }

  @Test
  void aRelayThatTakesNoMailNowHasHeardOfNobody() {
    server.refuseSender("421 4.3.2 try again later");

    assertThat(relay.send(mail("a@example.org"))).isEqualTo(new Reply.Unreachable());
    server.reset();
    assertThat(relay.send(mail("a@example.org"))).isEqualTo(new Reply.Accepted(250));
  }

  @Test
  void whereNobodyListensNothingIsOffered() throws IOException {
    int deaf;
    try (ServerSocket socket = new ServerSocket(0)) {
      deaf = socket.getLocalPort();
    }

    try (Relay unheard = relay(deaf, false)) {
      assertThat(unheard.send(mail("a@example.org"))).isEqualTo(new Reply.Unreachable());
    }
  }

  @Test
  void aRelayThatKnowsItsSendersIsToldTheName() {
    server.demand("reveil", "secret");

    try (Relay known = relay("reveil", "secret", false);
        Relay unknown = relay("reveil", "wrong", false)) {
      assertThat(known.send(mail("a@example.org"))).isEqualTo(new Reply.Accepted(250));
      assertThat(unknown.send(mail("b@example.org"))).isEqualTo(new Reply.Unreachable());
    }
    assertThat(server.recipients()).containsExactly("a@example.org");
  }

  /** A55: what must be encrypted is not sent in clear because the other side has no TLS today. */
  @Test
  void aRelayWithoutTlsGetsNothingWhereTlsIsDemanded() {
    try (Relay strict = relay("", "", true)) {
      assertThat(strict.send(mail("a@example.org"))).isEqualTo(new Reply.Unreachable());
    }
    assertThat(server.mails()).isEmpty();
  }

  private Relay relay(String user, String password, boolean starttls) {
    Duration time = Duration.ofSeconds(5);
    return new Relay(
        new SmtpConfig("127.0.0.1", server.port(), user, password, starttls, time, time),
        "lettre.example.org",
        false);
  }

  /** B21: never a lossy rewrite. */
  @Test
  void anAddressBeyondAsciiNeedsSmtpUtf8() {
    try (Relay utf8 = relay(server.port(), true)) {
      Reply without = utf8.send(mail("josé@example.org"));
      assertThat(refusal(without).code()).isEqualTo("5.6.7");
      assertThat(refusal(without).isTemporary()).isFalse();
      assertThat(refusal(without).replyClass()).isEqualTo(ReplyClass.CONTENT);
    }
    server.announceUtf8();
    try (Relay utf8 = relay(server.port(), true)) {
      assertThat(utf8.send(mail("josé@example.org"))).isEqualTo(new Reply.Accepted(250));
      assertThat(server.recipients()).containsExactly("josé@example.org");
    }
  }

  private static SmtpReply refusal(Reply reply) {
    assertThat(reply).isInstanceOf(Reply.Refused.class);
    return ((Reply.Refused) reply).reply();
  }

  private static Relay relay(int port, boolean utf8) {
    return new Relay(
        new SmtpConfig(
            "127.0.0.1", port, "", "", false, Duration.ofSeconds(5), Duration.ofSeconds(5)),
        "lettre.example.org",
        utf8);
  }

  private static OutgoingMail mail(String to) {
    return mail(to, "Subject: x\r\n\r\nx\r\n");
  }

  private static OutgoingMail mail(String to, String text) {
    return new OutgoingMail(
        EmailAddress.parse("bonjour@example.org").orElseThrow(),
        EmailAddress.parse(to).orElseThrow(),
        "k3v9@lettre.example.org",
        text.getBytes(StandardCharsets.UTF_8));
  }
}
