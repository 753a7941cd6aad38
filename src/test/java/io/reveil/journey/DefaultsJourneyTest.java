package io.reveil.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.activity.Activities;
import io.reveil.activity.Standing;
import io.reveil.consent.permission.Permissions;
import io.reveil.subscription.SubscriptionConfig;
import io.reveil.testing.OwnFiles;
import io.reveil.testing.Rig;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** (A7; GDPR art. 25(2)): an installation that configures nothing gets the strictest of everything. */
class DefaultsJourneyTest {
  private static final String SHOP = "https://www.example.org/lampes?a=b%20&amp;c=%C3%A9#grande";

  @RegisterExtension
  static final Rig rig =
      Rig.with(Map.of("reveil.files", OwnFiles.withTemplate("lamps", """
      <@mail title="Lampes" controller=controller postal=postal policyUrl=policyUrl contact=contact reason=reason>
      <@letter><a href="%s">Nos lampes</a></@letter>
      </@mail>
      """.formatted(SHOP))));

  private final Office office = new Office(rig);
  private final Visitor visitor = new Visitor(rig);
  private final Inbox inbox = new Inbox(rig);

  /** (A7, A30, A37): nothing is measured even of people who agreed to it, and links are their author's, byte for byte. */
  @Test
  void aWaveMeasuresNobody() {
    office.bringIn("contacts", """
        external_id,email,language,consent_purpose,consent_at,consent_source,consent_text
        1,agrees@example.org,fr,newsletter,2025-05-04T12:00:00Z,checkout,Je veux recevoir la lettre.
        1,agrees@example.org,fr,open_tracking,2025-05-04T12:00:00Z,checkout,Je veux bien.
        1,agrees@example.org,fr,link_tracking,2025-05-04T12:00:00Z,checkout,Je veux bien.
        """);
    office.bringIn("events", "external_id,occurred_at,type\n1,2025-05-04T12:00:00Z,purchase\n");
    office.apply("""
        campaign: plain
        kind: WIN_BACK
        purpose: newsletter
        audience:
          all:
            - status: { in: [INACTIVE, DORMANT] }
        holdout: 0%
        stages:
          - { id: value, after: P0D, template: lamps }
        """);

    office.run("plain", "first");

    Inbox.Mail mail = inbox.only("agrees@example.org");
    assertThat(mail.html()).contains("href=\"" + SHOP + "\"");
    assertThat(Jsoup.parse(mail.html()).select("img, [background], link[href], iframe"))
        .isEmpty();
    assertThat(mail.links()).noneMatch(link -> link.contains("/l/") || link.contains("/o/"));
  }

  /** (A7, A30, A36, A37): what is not measured anyway nobody is asked for, and so nobody refused it. */
  @Test
  void aConfirmationAsksForNothingElse() {
    visitor.post(
        "/f/newsletter?lang=fr",
        Map.of("email", "plain@example.org", "purposes", "newsletter", "notice.newsletter", "1"));
    var page = visitor.open(inbox.only("plain@example.org").link("/c/"));

    visitor.press(page, "Je confirme");

    assertThat(page.document().select("[name=purposes]")).isEmpty();
    assertThat(rig.bean(Permissions.class)
            .list(Letter.to(rig, "plain@example.org", 7_001).contact().id()))
        .extracting(consent -> consent.key().purpose().id())
        .containsExactly("newsletter");
  }

  /** (A7, A12, A20): a week to confirm, 36 months from the last sign, and no address of anybody's connection. */
  @Test
  void requestsEndInAWeekDataIn36MonthsAndNoConnectionIsKept() {
    visitor.post(
        "/f/newsletter?lang=fr",
        Map.of("email", "fresh@example.org", "purposes", "newsletter", "notice.newsletter", "1"));
    String link = inbox.only("fresh@example.org").link("/c/");
    visitor.press(visitor.open(link), "Je confirme");
    Letter letter = Letter.to(rig, "fresh@example.org", 7_002);

    Standing standing = rig.bean(Activities.class)
        .standings(List.of(letter.contact().id()))
        .values()
        .iterator()
        .next();

    assertThat(rig.bean(SubscriptionConfig.class).confirmWithin()).isEqualTo(Duration.ofDays(7));
    assertThat(standing.retentionDueOn()).isEqualTo(LocalDate.parse("2029-11-21"));
    assertThat(Rows.naming(rig, "127.0.0")).isEmpty();
    assertThat(Rows.naming(rig, "7f0000")).isEmpty();
  }
}
