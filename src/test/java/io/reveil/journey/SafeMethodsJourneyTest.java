package io.reveil.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.http.HttpMethod;
import io.micronaut.management.endpoint.annotation.Endpoint;
import io.micronaut.web.router.Router;
import io.reveil.testing.OwnFiles;
import io.reveil.testing.Rig;
import io.reveil.web.Public;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** (promise 2; C1) Whatever is open to everybody, as the router knows it, and the link of a real mail to each. */
@Tag("sql")
class SafeMethodsJourneyTest {
  private static final Set<HttpMethod> SAFE =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
  /** Raw hits, which are judged later. */
  private static final Set<String> HITS = Set.of("hit_journal");

  private static final String PERSON = "agrees@example.org";
  private static final String CONTACTS = """
      external_id,email,language,consent_purpose,consent_at,consent_source,consent_text
      1,agrees@example.org,fr,newsletter,2025-05-04T12:00:00Z,checkout,Je veux recevoir la lettre.
      1,agrees@example.org,fr,open_tracking,2025-05-04T12:00:00Z,checkout,Je veux bien.
      1,agrees@example.org,fr,link_tracking,2025-05-04T12:00:00Z,checkout,Je veux bien.
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
        - { id: value, after: P0D, template: lamps }
      """;

  @RegisterExtension
  static final Rig rig = Rig.with(Map.of(
      "reveil.files", OwnFiles.withTemplate("lamps", """
          <@mail title="Lampes" controller=controller postal=postal policyUrl=policyUrl contact=contact reason=reason>
          <@letter><a href="https://www.example.org/lampes">Nos lampes</a></@letter>
          </@mail>
          """),
      "reveil.tracking.opens", "IDENTIFIED",
      "reveil.tracking.links", "IDENTIFIED"));

  private final Office office = new Office(rig);
  private final Visitor visitor = new Visitor(rig);
  private final Inbox inbox = new Inbox(rig);

  /** A new public address without a live link here fails, since nobody looked what opening it does. */
  @Test
  void noSafeMethodChangesAnythingButRawHits() {
    Map<String, List<String>> live = live();
    assertThat(live.keySet()).as("a live link to each public address").isEqualTo(open());
    var before = withoutHits();

    live.forEach((route, links) -> {
      for (String link : links) {
        assertThat(visitor.open(link).status()).as(route).isIn(200, 302);
        assertThat(visitor.head(link).status()).as(route).isIn(200, 302);
        visitor.probe("OPTIONS", link, Map.of());
        visitor.open(link, Map.of("Sec-Purpose", "prefetch"));
      }
    });

    assertThat(withoutHits()).isEqualTo(before);
    assertThat(rig.count("hit_journal")).as("the measured links were followed").isPositive();
  }

  /** All that answers a safe method without a key or a session. */
  private static Set<String> open() {
    return rig.bean(Router.class)
        .uriRoutes()
        .filter(route -> SAFE.contains(route.getHttpMethod()))
        .filter(route -> !isOfTheBench(route.getTargetMethod().getDeclaringType()))
        .filter(route -> route.getAnnotationMetadata().hasAnnotation(Public.class)
            || route.getAnnotationMetadata().hasAnnotation(Endpoint.class))
        .map(route -> route.getUriMatchTemplate().toString())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** It lies beside the tests, and not in what is shipped. */
  private static boolean isOfTheBench(Class<?> controller) {
    return controller.getPackageName().startsWith("io.reveil.bench");
  }

  private Map<String, List<String>> live() {
    String waiting = signedUp("waiting@example.org");
    String confirmed = signedUp("confirmed@example.org");
    visitor.press(visitor.open(confirmed), "Je confirme");
    Letter left = Letter.to(rig, "confirmed@example.org", 7_001);
    office.bringIn("contacts", CONTACTS);
    office.bringIn("events", "external_id,occurred_at,type\n1,2025-05-04T12:00:00Z,purchase\n");
    office.apply(CAMPAIGN);
    office.run("measured", "first");
    String choose = path(linkOf("/p/"));
    String back = moved();
    String invitation =
        office.post("/api/console-links", "application/json", "{}").path("url").asText();
    return new TreeMap<>(Map.ofEntries(
        Map.entry("/look.css", List.of("/look.css")),
        Map.entry("/health/{selector}", List.of("/health/liveness")),
        Map.entry("/health", List.of("/health")),
        Map.entry("/prometheus", List.of("/prometheus")),
        Map.entry("/console/open/{link}", List.of(path(invitation))),
        Map.entry("/f/link", List.of("/f/link")),
        Map.entry("/f/{form}", List.of("/f/newsletter", "/f/guide")),
        Map.entry("/f/{form}/snippet", List.of("/f/newsletter/snippet")),
        Map.entry("/c/{token}", List.of(waiting, confirmed)),
        Map.entry("/c/{token}/receipt", List.of(waiting + "/receipt", confirmed + "/receipt")),
        Map.entry(
            "/c/{token}/receipt.json",
            List.of(waiting + "/receipt.json", confirmed + "/receipt.json")),
        Map.entry("/s/{token}", List.of(linkOf("/s/"), left.stay())),
        Map.entry("/u/{token}", List.of(linkOf("/u/"), left.leave())),
        Map.entry("/p/{token}", List.of(choose, left.choose())),
        Map.entry("/p/{token}/measuring", List.of(choose + "/measuring")),
        Map.entry("/p/{token}/receipt", List.of(choose + "/receipt")),
        Map.entry("/p/{token}/receipt.json", List.of(choose + "/receipt.json")),
        Map.entry("/b/{token}", List.of(back)),
        Map.entry("/l/{token}", List.of(linkOf("/l/"))),
        Map.entry("/o/{token}", List.of(linkOf("/o/")))));
  }

  private String signedUp(String address) {
    visitor.post(
        "/f/newsletter?lang=fr",
        Map.of("email", address, "purposes", "newsletter", "notice.newsletter", "1"));
    return path(inbox.only(address).link("/c/"));
  }

  private String moved() {
    Letter letter = Letter.toSubscriber(rig, "moves@example.org", 7_002);
    rig.clock().tick(Duration.ofSeconds(30));
    visitor.press(
        visitor.open(letter.choose()),
        "Demander à la nouvelle adresse",
        Map.of("email", "moved@example.org"));
    visitor.press(visitor.open(inbox.only("moved@example.org").link("/c/")), "Je confirme");
    return path(inbox.of("moves@example.org").getLast().link("/b/"));
  }

  private String linkOf(String kind) {
    return path(inbox.only(PERSON).link(kind));
  }

  /** Without what the page itself would add to it. */
  private static String path(String link) {
    String path = URI.create(link).getRawPath();
    return path.endsWith("/measuring") ? path.substring(0, path.lastIndexOf('/')) : path;
  }

  private static Map<String, List<String>> withoutHits() {
    Map<String, List<String>> rows = Rows.all(rig);
    rows.keySet().removeAll(HITS);
    return rows;
  }
}
