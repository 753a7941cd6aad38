package io.reveil.bounce.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.bounce.reading.ReturnedMail;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
import io.reveil.link.LinkAction;
import io.reveil.link.Links;
import io.reveil.link.MailTokens;
import io.reveil.link.SentMail;
import io.reveil.testing.Rig;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which mail of ours a report speaks of (B22). */
class OriginsTest {
  @RegisterExtension
  static final Rig rig = Rig.with(Map.of("reveil.test", "origins"));

  private static final SentMail ADAS = new SentMail(new ContactId(42), 1);
  private static final SentMail BOBS = new SentMail(new ContactId(43), 2);

  private final MailTokens tokens = rig.bean(MailTokens.class);
  private final Links links = rig.bean(Links.class);
  private final Origins origins = rig.bean(Origins.class);

  private Optional<SentMail> find(String header, String body) {
    String mail = "From: MAILER-DAEMON@there.example\n" + header
        + "\nSubject: failure notice\n\n<ada@there.example>: 550 5.1.1 unknown\n\n" + body;
    return origins.find(ReturnedMail.read(mail.getBytes(StandardCharsets.UTF_8)).traces());
  }

  @Test
  void theEnvelopeSenderCountsBeforeTheMessageIdAndThatBeforeLinks() {
    String returned = "To: b." + tokens.issue(ADAS) + "@bounce.lettre.example";
    String messageId = "Message-ID: <" + tokens.lasting(BOBS) + "@lettre.example>\n";
    String stay = "https://lettre.example/s/"
        + links.issue(
            LinkAction.STAY, new ContactId(44), 3, rig.clock().instant().plus(Duration.ofDays(1)));

    assertThat(find(returned, messageId + stay)).contains(ADAS);
    assertThat(find("To: bounces@lettre.example", messageId + stay)).contains(BOBS);
    assertThat(find("To: bounces@lettre.example", stay))
        .contains(new SentMail(new ContactId(44), 3));
  }

  /** Leaving works for ever, so its link names the mail however old it is, broken over two lines too. */
  @Test
  void theUnsubscribeLinkOfACopyNamesTheMail() {
    String token = links.unsubscribe(
        new ContactId(42), 1, EmailAddress.parse("ada@there.example").orElseThrow());

    assertThat(find("X: y", "https://lettre.example/u/" + token)).contains(ADAS);
    assertThat(find(
            "X: y",
            "https://lettre.example/u/" + token.substring(0, 9) + "=\n" + token.substring(9)))
        .contains(ADAS);
  }

  /** B22: a forged report that names a victim changes nothing. */
  @Test
  void aForgedReportFindsNothing() {
    String forged = "a".repeat(MailTokens.LENGTH);

    assertThat(find(
            "To: b." + forged + "@bounce.lettre.example",
            "Message-ID: <" + forged + "@lettre.example>"))
        .isEmpty();
    assertThat(find("To: ada@there.example", "Final-Recipient: rfc822; ada@there.example"))
        .isEmpty();
  }

  /** A token of one use is noise to every other (D3). */
  @Test
  void aConfirmLinkNamesNoMail() {
    String confirm = links.issue(
        LinkAction.CONFIRM, new ContactId(42), 1, rig.clock().instant().plus(Duration.ofDays(1)));

    assertThat(find("X: y", "https://lettre.example/c/" + confirm)).isEmpty();
    assertThat(find("X: y", "https://lettre.example/s/" + confirm)).isEmpty();
  }
}
