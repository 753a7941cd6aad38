package io.reveil.delivery.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.reveil.delivery.ReplyClass;
import io.reveil.delivery.reply.SmtpReply.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What mailbox providers say, and what it means (B23). */
class SmtpReplyTest {
  @ParameterizedTest(name = "{0} {1} → {2}")
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      RCPT | 550-5.1.1 The email account that you tried to reach does not exist. gsmtp | HARD
      RCPT | 550 5.2.1 The email account that you tried to reach is inactive. gsmtp | HARD
      RCPT | 452-4.2.2 The recipient's inbox is out of storage space. gsmtp | SOFT
      RCPT | 552-5.2.2 The recipient's inbox is out of storage space and inactive. gsmtp | SOFT
      BODY | 550-5.7.26 This mail has been blocked because the sender is unauthenticated. gsmtp | BLOCK
      BODY | 421-4.7.28 Gmail has detected an unusual rate of unsolicited mail. gsmtp | BLOCK
      BODY | 550-5.7.1 Our system has detected that this message is likely unsolicited mail. gsmtp | BLOCK
      BODY | 552-5.7.0 This message was blocked because its content presents a potential security issue. | BLOCK
      RCPT | 550 5.5.0 Requested action not taken: mailbox unavailable (S2017062302). | HARD
      RCPT | 550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup | HARD
      BODY | 550 5.7.515 Access denied, sending domain does not meet the required authentication level. | BLOCK
      MAIL | 550 5.7.1 Unfortunately, messages from [192.0.2.1] weren't sent (S3150). | BLOCK
      RCPT | 451 4.7.650 The mail server [192.0.2.1] has been temporarily rate limited (S775) | BLOCK
      RCPT | 552 5.2.2 mailbox full | SOFT
      RCPT | 554 delivery error: dd This user doesn't have a yahoo.com account | HARD
      BODY | 554 5.7.9 Message not accepted for policy reasons. | BLOCK
      MAIL | 421 4.7.0 [TSS04] Messages temporarily deferred due to unexpected volume or user complaints | BLOCK
      MAIL | 553 5.7.1 [BL21] Connections will not be accepted because the ip is in Spamhaus's list | BLOCK
      RCPT | 550 5.1.1 Adresse d au moins un destinataire invalide. Invalid recipient. OFR_416 [416] | HARD
      RCPT | 550 5.2.1 Boite du destinataire archivee. Archived recipient. OFR_420 [420] | HARD
      RCPT | 552 5.1.1 Boite du destinataire pleine. Recipient overquota. OFR_417 [417] | SOFT
      MAIL | 421 4.7.0 Service refuse. Veuillez essayer plus tard. OFR_999 [999] | BLOCK
      BODY | 550 5.7.1 Mail refuse. Mail rejected. OFR_506 [506] | BLOCK
      RCPT | 550 5.1.1 User unknown in virtual mailbox table | HARD
      RCPT | 550 spam detected (free.fr) | BLOCK
      RCPT | 451 too many errors from your ip (free.fr) | BLOCK
      RCPT | 550 5.1.1 Adresse d au moins un destinataire invalide. Invalid recipient. LPN416 | HARD
      RCPT | 550 5.5.0 Boite du destinataire archivee. Archived recipient. LPN007_420 | HARD
      RCPT | 550 5.5.0 Le compte du destinataire est bloque. The recipient account isblocked. LPN007_426 | HARD
      MAIL | 550 5.7.1 Service refuse. LPN007_510 | BLOCK
      RCPT | 552 5.2.2 <a@b.example>: Over quota | SOFT
      RCPT | 550 no such user here | HARD
      RCPT | 551 user not local | HARD
      RCPT | 553 mailbox name not allowed here as address does not exist | HARD
      RCPT | 550 blocked by policy | BLOCK
      MAIL | 553 sender rejected | BLOCK
      RCPT | 554 rejected by policy | BLOCK
      RCPT | 550 5.1.8 <lettre@lettre.example.org>: Sender address rejected: Domain not found | BLOCK
      RCPT | 553 5.1.8 <lettre@x.example>: Sender address rejected: Domain of sender address does not exist | BLOCK
      RCPT | 550 5.1.7 <lettre@x.example>: Sender address rejected: undeliverable address | BLOCK
      RCPT | 550 <lettre@x.example>: Sender address rejected: Domain not found | BLOCK
      RCPT | 554 <a@b.example>: Recipient address rejected: Access denied by policy | BLOCK
      RCPT | 554 SMTP access disabled for your IP, see our policy | BLOCK
      RCPT | 550 <a@b.example>: Recipient address rejected: blocked, SPF policy | BLOCK
      RCPT | 550 relay not permitted | BLOCK
      RCPT | 554 5.7.1 <a@b.example>: Relay access denied | BLOCK
      RCPT | 550 5.1.0 <lettre@x.example> sender rejected | BLOCK
      RCPT | 550 <a@b.example>: Recipient address rejected: User unknown in local recipient table | HARD
      RCPT | 550 <a@b.example>: Recipient address rejected: undeliverable address | HARD
      RCPT | 550 your account with us is disabled by policy | BLOCK
      RCPT | 554 transaction failed | BLOCK
      BODY | 552 5.3.4 message too big | CONTENT
      BODY | 550 5.6.0 malformed message | CONTENT
      RCPT | 451 4.3.0 try again | SOFT
      RCPT | 450 4.1.1 user unknown, for now | SOFT
      RCPT | 452 too much work | SOFT
      DATA | 451 4.4.2 timeout | SOFT
      """)
  void aReplyHasItsClass(Stage stage, String line, ReplyClass expected) {
    SmtpReply reply = SmtpReply.read(stage, Integer.parseInt(line.substring(0, 3)), line);

    assertThat(reply.replyClass()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "550 5.1.1 unknown, 5.1.1, false",
    "550-5.7.26 blocked, 5.7.26, false",
    "451 4.7.1 later, 4.7.1, true",
    "450 later, 450, true",
    "550 no, 550, false"
  })
  void theEnhancedCodeIsReadWhereThereIsOne(String line, String code, boolean temporary) {
    SmtpReply reply = SmtpReply.read(Stage.RCPT, Integer.parseInt(line.substring(0, 3)), line);

    assertThat(reply.code()).isEqualTo(code);
    assertThat(reply.isTemporary()).isEqualTo(temporary);
  }

  /** The same reading of a report, where the status field may contradict the words (RFC 3464). */
  @ParameterizedTest(name = "{0} {1} → {2}")
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      5.0.0 | 550 5.1.1 no such user                               | HARD
      5.1.1 | 550 5.7.1 blocked                                    | BLOCK
      5.1.1 | 550 no                                               | HARD
      5.1.1 | 550 5.1.1 refused, your IP is in a blacklist         | BLOCK
      5.1.1 | 550 5.1.1 mailbox is full                            | SOFT
      5.2.1 | 521 5.2.1 will not accept delivery of this message   | BLOCK
      4.4.7 | 451 4.7.1 slow down                                  | BLOCK
      4.4.7 | delivery time expired                                | SOFT
      5.4.7 | 450 4.1.1 user unknown, for now                      | SOFT
      5.7.0 | 550 5.7.0 local policy                               | BLOCK
      5.7.9 | 554 policy                                           | BLOCK
      5.7.17 | 550 5.7.17 mailbox owner has changed                | HARD
      5.1.10 | 556 5.1.10 recipient domain has null MX             | HARD
      5.4.4 | host not found                                       | HARD
      5.1.2 | ``                                                   | HARD
      5.5.0 | 550 5.5.0 Utilisateur inconnu !                      | HARD
      5.5.0 | 550 5.5.0 Le compte du destinataire est désactivé    | HARD
      5.5.0 | 550 5.5.0 Empfänger unbekannt                        | HARD
      5.5.0 | 550 5.5.0 El usuario no existe                       | HARD
      5.5.0 | 550 5.5.0 Indirizzo inesistente                      | HARD
      5.0.0 | boîte aux lettres du destinataire pleine             | SOFT
      5.0.0 | das Postfach des Empfängers ist leider voll          | SOFT
      5.0.0 | 554 rejeté : message indésirable                     | BLOCK
      4.0.0 | 450 le serveur est indisponible                      | SOFT
      ``    | ``                                                   | SOFT
      5.1.0 | 550 5.1.0 rejected (in reply to MAIL FROM command)   | BLOCK
      5.0.0 | 550 rejected (in reply to end of DATA command)       | BLOCK
      """)
  void aReportIsReadLikeAReply(String status, String said, ReplyClass expected) {
    assertThat(SmtpReply.reported(status, said).replyClass()).isEqualTo(expected);
  }

  static List<String[]> replies() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("src/test/resources/replies.txt"))) {
      return lines
          .filter(line -> !line.startsWith("#"))
          .map(line -> new String[] {
            line.substring(0, line.indexOf('|')),
            line.substring(line.indexOf('|') + 1, line.lastIndexOf('|')),
            line.substring(line.lastIndexOf('|') + 1)
          })
          .toList();
    }
  }

  /** Many servers, many languages, few rules. */
  @ParameterizedTest(name = "{0} {1} → {2}")
  @MethodSource("replies")
  void whateverServersSayIsReadByTheSameRules(String status, String said, ReplyClass expected) {
    assertThat(SmtpReply.reported(status, said).replyClass()).isEqualTo(expected);
  }

  /** Neither a port nor an address, a date or a version is a code. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "connect to mx[192.0.2.9]:25 failed",
        "queued on 2026-11-22 for 450KB",
        "Exim 4.92.3",
        "192.168.5.1.1"
      })
  void whatLooksLikeACodeIsNone(String said) {
    assertThat(SmtpReply.reported("", said).hasCode()).isFalse();
  }

  /** Whoever returns mail chooses these words: no text takes long. */
  @Test
  void aHostileTextIsReadInNoTime() {
    String hostile = "user address mailbox account ".repeat(50_000) + "[".repeat(50_000);

    assertTimeout(
        Duration.ofSeconds(2), () -> SmtpReply.reported("5.0.0", hostile).replyClass());
  }
}
