package io.reveil.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveil.delivery.dkim.DkimConfig;
import io.reveil.job.Recurring;
import io.reveil.testing.DkimFiles;
import io.reveil.testing.DkimReceiver;
import io.reveil.testing.Rig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An operator gives Réveil keys and publishes what it prints: from then on every mail that arrives is signed. */
class DkimJourneyTest {
  @RegisterExtension
  static final Rig rig = Rig.with(DkimFiles.settings());

  private final Visitor visitor = new Visitor(rig);
  private final Inbox inbox = new Inbox(rig);

  /** (B18, B19): the mail that asks, and the one that reminds. */
  @Test
  void mailThatSomebodyAskedForIsSigned() {
    visitor.post(
        "/f/newsletter?lang=fr",
        Map.of("email", "new@example.com", "purposes", "newsletter", "notice.newsletter", "1"));
    assertThat(inbox.of("new@example.com")).hasSize(1);
    rig.clock().tick(Duration.ofHours(49));
    rig.bean(Recurring.class, "Reminders").round();

    assertThat(inbox.of("new@example.com")).hasSize(2).allSatisfy(mail -> {
      assertThat(verified(mail.raw())).containsExactly("reveil-2026", "reveil-ed");
      assertThat(signedHeaders(mail.raw())).contains("auto-submitted");
    });
  }

  /** (B2) */
  @Test
  void theSignatureOfALetterCoversBothHeadersByWhichOneLeaves() {
    Office office = new Office(rig);
    office.bringIn("contacts", """
        external_id,email,first_name,language,country,consent_purpose,consent_at,consent_source,consent_text
        1,silent@example.com,Zoé,fr,FR,newsletter,2024-08-04T12:00:00Z,checkout,Je veux recevoir la lettre.
        """);
    office.bringIn("events", """
        external_id,occurred_at,type,quantity,amount_eur
        1,2024-08-04T12:00:00Z,purchase,1,11.77
        """);
    office.apply(Office.winBack("signed"));
    office.run("signed", "first");

    String letter = inbox.only("silent@example.com").raw();

    assertThat(letter).contains("List-Unsubscribe: <https://lettre.example.org/u/");
    assertThat(signedHeaders(letter)).contains("list-unsubscribe", "list-unsubscribe-post");
    assertThat(verified(letter)).containsExactly("reveil-2026", "reveil-ed");
    assertThat(verified(letter.replace("example.org/u/", "evil.example/u/"))).isEmpty();
    assertThat(verified(letter.replace("=One-Click", "=Two-Click"))).isEmpty();
  }

  @Test
  void aDomainThatTheSendersAreStrangersToIsRefused() {
    assertThatThrownBy(() -> rig.beside(Map.of("reveil.dkim.domain", "other.example")))
        .hasStackTraceContaining(
            "reveil.dkim.domain (REVEIL_DKIM_DOMAIN): other.example signs, but the sender of purpose newsletter in"
                + " config/purposes.yml is at lettre.example.org");
  }

  private static List<String> signedHeaders(String mail) {
    return DkimReceiver.signatures(mail).getFirst().getHeaders().stream()
        .map(CharSequence::toString)
        .toList();
  }

  private static Set<String> verified(String mail) {
    return new DkimReceiver(rig.bean(DkimConfig.class).records()).verified(mail);
  }
}
