package io.reveil.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.runtime.server.EmbeddedServer;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.PersonalData;
import io.reveil.kernel.Subject;
import io.reveil.testing.OwnFiles;
import io.reveil.testing.Rig;
import io.reveil.tracking.Journal;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clicks and opens: measured where, and only where, the reader agreed to that by itself. */
@Tag("sql")
class TrackingJourneyTest {
  private static final String SHOP = "https://www.example.org/lampes?a=b%20&amp;c=%C3%A9#grande";
  private static final String SHOP_AS_TOLD =
      "https://www.example.org/lampes?a=b%20&c=%C3%A9#grande";
  private static final String CONTACTS = """
      external_id,email,language,consent_purpose,consent_at,consent_source,consent_text
      1,agrees@example.org,fr,newsletter,2025-05-04T12:00:00Z,checkout,Je veux recevoir la lettre.
      1,agrees@example.org,fr,open_tracking,2025-05-04T12:00:00Z,checkout,Je veux bien.
      1,agrees@example.org,fr,link_tracking,2025-05-04T12:00:00Z,checkout,Je veux bien.
      2,unasked@example.org,en,newsletter,2025-05-04T12:00:00Z,checkout,I want the letter.
      """;
  private static final String EVENTS = """
      external_id,occurred_at,type,quantity,amount_eur
      1,2025-05-04T12:00:00Z,purchase,1,11.77
      2,2025-05-04T12:00:00Z,purchase,1,29.33
      """;
  private static final String CAMPAIGN = """
      campaign: measured
      kind: WIN_BACK
      purpose: newsletter
      audience:
        all:
          - status: { in: [INACTIVE, DORMANT] }
      holdout: 0%
      tracking: { opens: IDENTIFIED, links: IDENTIFIED }
      stages:
        - { id: value,   after: P0D,  template: lamps }
        - { id: choice,  after: P10D, template: lamps }
      """;

  @RegisterExtension
  static final Rig rig = Rig.with(Map.of(
      "reveil.files", OwnFiles.withTemplate("lamps", """
          <@mail title="Lampes" controller=controller postal=postal policyUrl=policyUrl contact=contact reason=reason>
          <@letter><a href="%s">Nos lampes</a> <a href="https://www.example.org/">Tout</a> <a href="mailto:a@example.org">Écrire</a></@letter>
          </@mail>
          """.formatted(SHOP)),
      "reveil.tracking.opens", "IDENTIFIED",
      "reveil.tracking.links", "IDENTIFIED"));

  private final Office office = new Office(rig);
  private final Visitor visitor = new Visitor(rig);
  private final Inbox inbox = new Inbox(rig);

  @BeforeEach
  void aWave() {
    rig.empty();
    office.bringIn("contacts", CONTACTS);
    office.bringIn("events", EVENTS);
    office.apply(CAMPAIGN);
    office.run("measured", "first");
  }

  /** (A30, A37, A38, A39): who was not asked gets the author's own links and no image. */
  @Test
  void onlyWhoAgreedIsMeasured() {
    Inbox.Mail plain = inbox.only("unasked@example.org");
    Inbox.Mail measured = inbox.only("agrees@example.org");

    assertThat(plain.html())
        .contains("href=\"" + SHOP + "\"", "does not measure reading")
        .doesNotContain("/l/", "/o/", "<img", "/measuring");
    assertThat(measured.html())
        .contains("mailto:a@example.org", "Nous mesurons", "Ne plus rien mesurer")
        .doesNotContain("href=\"" + SHOP)
        .containsOnlyOnce("<img");
    assertThat(measured.links().stream().filter(link -> link.contains("/l/"))).hasSize(2);
    assertThat(measured.text()).contains("/measuring").doesNotContain("/l/", "/o/");
  }

  /** (D8, D11, C1): the reader arrives where the author said, byte for byte, whatever else the address says. */
  @Test
  void aLinkLeadsWhereItsAuthorSaidAndNowhereElse() {
    String link = shop();

    var answer = visitor.open(link + "?url=https://evil.example/");

    assertThat(answer.status()).isEqualTo(302);
    assertThat(answer.header("Location")).isEqualTo(SHOP_AS_TOLD);
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(hits()).containsExactly("CLICK GET");
  }

  /** (D4, D8): what is not ours leads nowhere, and is written nowhere. */
  @Test
  void aForgedLinkLeadsNowhere() {
    String link = shop();
    String image = image();
    var before = Rows.all(rig);

    for (String forged : List.of(
        "/l/nothing",
        Visitor.forged(link),
        link.replace("/l/", "/o/").replace("/o/", "/l/x"),
        image.replace("/o/", "/l/"))) {
      assertThat(visitor.open(forged).status()).isEqualTo(404);
    }
    var pixel = visitor.open(link.replace("/l/", "/o/"));

    assertThat(pixel.status()).isEqualTo(200);
    assertThat(Rows.all(rig)).isEqualTo(before);
  }

  /** (C1, C3, C4, C9): an image is always shown; what only looks, or looks beforehand, is told apart. */
  @Test
  void theImageIsSmallAndLooksAreToldApart() {
    String image = image();
    String link = shop();

    var shown = visitor.open(image, Map.of("Accept", "text/html"));
    visitor.head(link);
    visitor.open(link, Map.of("Sec-Purpose", "prefetch;prerender"));

    assertThat(shown.status()).isEqualTo(200);
    assertThat(shown.header("Content-Type")).isEqualTo("image/gif");
    assertThat(shown.header("Cache-Control")).isEqualTo("no-store");
    assertThat(shown.body().length()).isLessThan(100);
    assertThat(hits()).containsExactlyInAnyOrder("OPEN GET", "CLICK HEAD", "CLICK PREFETCH");
    assertThat(rig.database().list("SELECT DISTINCT network FROM hit", row -> row.getString(1)))
        .as("a network, and nobody's address")
        .containsExactly("7f0000");
    assertThat(rig.count("hit_group")).as("they wait to be judged").isOne();
    assertThat(rig.count("contact_signal"))
        .as("a raw hit, and nothing else: who it was is judged later")
        .isEqualTo(2);
  }

  /** (A33, A34, C10): one press ends the measuring, of mail already sent too, and leaves the letter as it is. */
  @Test
  void measuringEndsAndTheLetterGoesOn() {
    Inbox.Mail mail = inbox.only("agrees@example.org");
    String link = shop();
    String image = image();
    var page = visitor.open(mail.links().stream()
        .filter(address -> address.endsWith("/measuring"))
        .findFirst()
        .orElseThrow());

    var done = visitor.press(page, "Ne plus rien mesurer");
    var followed = visitor.open(link);
    visitor.open(image);

    assertThat(done.heading()).isEqualTo("Plus rien n’est mesuré");
    assertThat(followed.header("Location")).isEqualTo(SHOP_AS_TOLD);
    assertThat(hits()).isEmpty();

    rig.clock().tick(Period.ofDays(11));
    office.run("measured", "second");

    assertThat(inbox.of("agrees@example.org")).hasSize(2);
    assertThat(inbox.of("agrees@example.org").getLast().html())
        .contains("href=\"" + SHOP + "\"")
        .doesNotContain("/l/", "/o/");
  }

  /** (A38): once the installation measures nothing, mail already sent leads on and shows its image, and nothing is written. */
  @Test
  void whatTheInstallationMeasuresNoMoreIsNotMeasuredInOldMailEither() {
    String link = shop();
    String image = image();
    try (EmbeddedServer now =
        rig.beside(Map.of("reveil.tracking.opens", "ANONYMOUS", "reveil.tracking.links", "OFF"))) {
      Visitor reader = new Visitor(path -> now.getURI().resolve(path));
      var before = Rows.all(rig);

      assertThat(reader.open(link).header("Location")).isEqualTo(SHOP_AS_TOLD);
      assertThat(reader.open(image).status()).isEqualTo(200);

      assertThat(Rows.all(rig)).isEqualTo(before);
    }
  }

  /** (D8): of somebody erased nothing is written, and the link still leads on. */
  @Test
  void theLinkOfSomebodyErasedLeadsOnUnrecorded() {
    String link = shop();
    Subject person = rig.database()
        .first(
            "SELECT contact_id FROM contact WHERE email = 'agrees@example.org'",
            row -> new Subject(Optional.of(new ContactId(row.getLong(1))), Optional.empty()))
        .orElseThrow();
    rig.context().getBeansOfType(PersonalData.class).forEach(part -> part.erase(person));

    assertThat(visitor.open(link).status()).isEqualTo(302);
    assertThat(hits()).isEmpty();
  }

  private String shop() {
    return inbox.only("agrees@example.org").links().stream()
        .filter(link -> link.contains("/l/"))
        .findFirst()
        .orElseThrow();
  }

  private String image() {
    return inbox.only("agrees@example.org").link("/o/");
  }

  private static List<String> hits() {
    rig.bean(Journal.class).fileAll();
    return rig.database()
        .list(
            "SELECT kind, means FROM hit ORDER BY hit_id",
            row -> row.getString("kind") + " " + row.getString("means"));
  }
}
