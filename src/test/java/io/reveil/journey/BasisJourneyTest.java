package io.reveil.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.reveil.consent.verify.LedgerVerifier;
import io.reveil.link.Links;
import io.reveil.testing.OwnFiles;
import io.reveil.testing.Rig;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Customers and professionals, and people whom others told us of: by files, a campaign and mail alone. */
class BasisJourneyTest {
  private static final String HEADER =
      "external_id,email,country,category,consent_purpose,consent_at,consent_source,consent_text,legal_basis,"
          + "basis_sale,basis_seller,basis_refusal,basis_information,source_type,source_name,source_at\n";
  private static final String PEOPLE = HEADER + """
      1,agrees@example.org,FR,customer,newsletter,2025-05-04,checkout,Je veux la lettre.,,,,,,,,
      2,bought@example.org,FR,customer,newsletter,2025-05-04,shop of Lyon,,customer_soft_opt_in,a lamp,Maison Lumen,box beside the address,,sale,,
      3,nowhere@example.org,,customer,newsletter,2025-05-04,shop of Lyon,,customer_soft_opt_in,a lamp,lumen,box beside the address,,sale,,
      4,unasked@example.org,FR,customer,newsletter,2025-05-04,shop of Lyon,,customer_soft_opt_in,a lamp,Maison Lumen,,,sale,,
      5,architect@example.org,FR,professional,newsletter,2025-05-04,trade fair,,professional_legitimate_interest,,,by answering,Told at the stand whence and why,own_form,,
      """;
  private static final String EVENTS = """
      external_id,occurred_at,type
      1,2025-05-04T12:00:00Z,purchase
      2,2025-05-04T12:00:00Z,purchase
      3,2025-05-04T12:00:00Z,purchase
      4,2025-05-04T12:00:00Z,purchase
      5,2025-05-04T12:00:00Z,call
      """;

  @RegisterExtension
  static final Rig rig = Rig.with(Map.of("reveil.files", OwnFiles.withAllBases()));

  private final Office office = new Office(rig);
  private final Visitor visitor = new Visitor(rig);
  private final Inbox inbox = new Inbox(rig);

  @BeforeEach
  void nobodyIsKnown() {
    rig.empty();
  }

  /** (A9, A15, A16): each basis with its evidence, its country, and a campaign that concerns the person. */
  @Test
  void customersAndProfessionalsAreWrittenToAboutWhatConcernsThemOnly() {
    assertThat(office.bringIn("contacts", PEOPLE).path("created").asInt()).isEqualTo(5);
    office.bringIn("events", EVENTS);
    office.apply(Office.winBack("anything"));
    office.apply(Office.winBack("lamps") + """
        similar_products: lamps, for who bought lamps
        profession_relevance: lighting, for who plans houses
        """);

    JsonNode anything = office.plan("anything", "first");
    JsonNode lamps = office.run("lamps", "lamps");

    assertThat(anything.path("planned").asInt()).isEqualTo(1);
    assertThat(anything.path("notPlanned").toString())
        .isEqualTo("{\"CONSENT_ONLY\":1,\"EVIDENCE_MISSING\":1,\"NOT_COVERED\":2}");
    assertThat(lamps.path("sent").asInt()).isEqualTo(3);
    assertThat(inbox.only("bought@example.org").text())
        .contains("parce que vous êtes client de Maison Lumen");
    assertThat(inbox.only("architect@example.org").text()).contains("à titre professionnel");
  }

  /** An objection ends the basis for good: the next import brings nothing back (GDPR art. 21; A49, E1). */
  @Test
  void whoObjectsIsNotBroughtBackByTheNextImport() {
    office.bringIn("contacts", PEOPLE);
    office.bringIn("events", EVENTS);
    office.apply(Office.winBack("lamps") + "similar_products: lamps, for who bought lamps\n");
    office.run("lamps", "lamps");

    var page = visitor.open(inbox.only("bought@example.org").link("/u/"));
    assertThat(visitor.press(page, "Arrêter cette lettre").status()).isEqualTo(200);

    assertThat(office.bringIn("contacts", PEOPLE).path("consentsNotTaken").asInt())
        .isEqualTo(1);
    assertThat(state("bought@example.org")).isEqualTo("WITHDRAWN NONE");
  }

  /** (A8): agreeing to one purpose is agreeing to that one; for another nobody is written to. */
  @Test
  void consentToOnePurposeIsNoneToAnother() {
    office.bringIn("contacts", PEOPLE);
    office.bringIn("events", EVENTS);
    office.apply(Office.winBack("offers").replace("purpose: newsletter", "purpose: offers"));

    JsonNode forecast = office.plan("offers", "first");
    JsonNode wave = office.run("offers", "first");

    assertThat(forecast.path("notPlanned").toString()).isEqualTo("{\"NO_BASIS\":5}");
    assertThat(wave.path("sent").asInt()).isZero();
    assertThat(inbox.of("agrees@example.org")).isEmpty();
  }

  /** (A9, A15): what nobody agrees to is not agreed to again by a press; the page says what to do instead. */
  @Test
  void whoStopsWhatRestsOnNoConsentIsToldWhatToDoInsteadOfAnUndo() {
    office.bringIn("contacts", PEOPLE.replace("customer,newsletter", "customer,offers"));
    office.bringIn("events", EVENTS);
    office.apply(Office.winBack("offers").replace("purpose: newsletter", "purpose: offers")
        + "similar_products: lamps, for who bought lamps\n");
    office.run("offers", "offers");
    String link = inbox.only("bought@example.org").link("/u/");

    var left = visitor.press(visitor.open(link + "?lang=en"), "Stop this letter");
    var undone = visitor.post(link + "/undo", Map.of("nonce", nonceOfAnUndo(link)));
    var back = visitor.open(inbox.only("bought@example.org").link("/s/"));

    assertThat(left.document().select("button").eachText()).containsExactly("Stop everything");
    assertThat(left.document().select("main").text())
        .contains("This letter does not rest on an agreement", "write to us: bonjour@example.org");
    assertThat(undone.heading()).isEqualTo("C’est arrêté");
    assertThat(visitor.press(back, "Je reste").document().select("main").text())
        .contains("a pris fin depuis cette lettre", "écrivez-nous à bonjour@example.org");
    assertThat(state("bought@example.org")).isEqualTo("WITHDRAWN NONE");
  }

  /** (A17): what the person did not give us is kept with proof only, and what was gathered from pages of consumers not. */
  @Test
  void dataFromElsewhereAreKeptWithProofOnly() {
    JsonNode run = office.bringIn("contacts", HEADER + """
        1,gathered@example.org,FR,prospect,,,,,,,,,,public_web,annuaire.example,2026-01-05
        2,bare@example.org,FR,prospect,newsletter,2026-01-05,partner,J’accepte Maison Lumen,,,,,,third_party,,
        3,silent@example.org,FR,prospect,,,,,,,,,,third_party,Tombola SA,2026-01-05
        4,unnamed@example.org,FR,prospect,newsletter,2026-01-05,tombola,J’accepte les partenaires.,,,,,,third_party,Tombola SA,2026-01-05
        5,named@example.org,FR,prospect,newsletter,2025-01-05,tombola,J’accepte que Maison Lumen m’écrive.,,,,,,third_party,Tombola & Fils,2025-01-05
        6,mason@example.org,FR,professional,newsletter,2026-01-05,trade register,,professional_legitimate_interest,,,by answering,Told by mail,public_web,annuaire.example,2026-01-05
        """);

    assertThat(run.path("created").asInt()).isEqualTo(2);
    assertThat(run.path("rejected").asInt()).isEqualTo(4);
    assertThat(Rows.naming(rig, "gathered@example.org")).isEmpty();
    assertThat(Rows.naming(rig, "unnamed@example.org")).isEmpty();
  }

  /** (A16, A17): gathered from a public page as a professional, and a consumer by a later list: nothing is kept or regained. */
  @Test
  void whoIsNoProfessionalAnyMoreLosesWhatRestedOnThatUntilToldAnew() {
    String mason =
        "6,mason@example.org,FR,professional,newsletter,2026-01-05,trade register,,professional_legitimate_interest,,,by answering,Told by mail,public_web,annuaire.example,2026-01-05\n";
    office.bringIn("contacts", HEADER + mason);

    office.bringIn("contacts", "external_id,category\n6,prospect\n");
    String asConsumer = state("mason@example.org");
    office.bringIn("contacts", "external_id,category\n6,professional\n");
    String unproven = state("mason@example.org");
    office.bringIn("contacts", HEADER + mason);

    assertThat(asConsumer).isEqualTo("NONE NONE");
    assertThat(unproven).isEqualTo("NONE NONE");
    assertThat(state("mason@example.org")).isEqualTo("NONE PROFESSIONAL_LEGITIMATE_INTEREST");
  }

  /** (A9, A43): nobody left by it; a sale that is shown anew is a basis again, and both pages say beforehand what ends. */
  @Test
  void whatRestsOnASaleEndsWithTheAddressUntilItIsShownAnew() {
    String sale =
        "7,%s,FR,customer,offers,2025-05-04,shop of Lyon,,customer_soft_opt_in,a lamp,Maison Lumen,box beside the address,,sale,,\n";
    visitor.post(
        "/f/newsletter?lang=fr",
        Map.of(
            "email", "customer@example.org", "purposes", "newsletter", "notice.newsletter", "1"));
    visitor.press(visitor.open(inbox.only("customer@example.org").link("/c/")), "Je confirme");
    office.bringIn("contacts", HEADER + sale.formatted("customer@example.org"));
    Letter letter = Letter.to(rig, "customer@example.org", 951);
    rig.clock().tick(Duration.ofSeconds(30));

    var form = visitor.open(letter.choose());
    visitor.press(form, "Demander à la nouvelle adresse", Map.of("email", "home@example.org"));
    var page = visitor.open(inbox.only("home@example.org").link("/c/"));
    visitor.press(page, "Je confirme");

    assertThat(form.document().select("#email-why").text()).contains("prend fin", "Les offres");
    assertThat(page.document().select("p.note").eachText())
        .contains("Ceci prend fin avec l’ancienne adresse : Les offres.");
    Inbox.Mail told = inbox.of("customer@example.org").getLast();
    for (String part : List.of(told.text(), told.html())) {
      assertThat(part)
          .contains(
              "Plus aucune lettre ne vient ici.", "Ce qui a été demandé pour l’autre adresse");
    }
    assertThat(states("home@example.org"))
        .containsEntry("newsletter", "GRANTED CONSENT")
        .containsEntry("offers", "NONE NONE");
    assertThat(rig.database()
            .list(
                "SELECT gap FROM current_consent WHERE purpose = 'offers'",
                row -> row.getString(1)))
        .as("nobody is told to look for a proof that is not missing")
        .contains("ADDRESS_LEFT")
        .doesNotContain("EVIDENCE_MISSING");
    assertThat(rig.bean(LedgerVerifier.class).run().faults()).isEmpty();

    office.bringIn("contacts", HEADER + sale.formatted("home@example.org"));

    assertThat(states("home@example.org")).containsEntry("offers", "NONE CUSTOMER_SOFT_OPT_IN");
  }

  /** (A18; GDPR art. 14): the first letter says where the address came from, in both parts, and where to read more. */
  @Test
  void aLetterSaysWhereTheAddressCameFrom() {
    office.bringIn("contacts", HEADER + """
        5,named@example.org,FR,prospect,newsletter,2025-01-05,tombola,J’accepte que Maison Lumen m’écrive.,,,,,,third_party,Tombola & Fils,2025-01-05
        """);
    office.bringIn("events", "external_id,occurred_at,type\n5,2025-01-06T12:00:00Z,call\n");
    office.apply(Office.winBack("lamps"));

    office.run("lamps", "lamps");

    var letter = inbox.only("named@example.org");
    assertThat(letter.text().replaceAll("[\\s\u00a0]+", " "))
        .contains("Votre adresse nous a été transmise par Tombola & Fils le 5 janvier 2025.")
        .contains("https://www.example.org/confidentialite");
    assertThat(letter.html()).contains("transmise par Tombola &amp; Fils le");
  }

  /** (F12, A9): the audit says of each on what it rests; (A18) and of whom we have from elsewhere, that they wait to be told. */
  @Test
  void theAuditSaysOnWhatEachRestsAndWhoWasNotToldInTime() {
    office.bringIn("contacts", PEOPLE);
    forgetTheSource("agrees@example.org");
    office.bringIn("contacts", HEADER + """
        8,named@example.org,FR,prospect,newsletter,2025-01-05,tombola,J’accepte que Maison Lumen m’écrive.,,,,,,third_party,Tombola SA,2025-01-05
        9,fresh@example.org,FR,prospect,newsletter,2026-11-05,tombola,J’accepte que Maison Lumen m’écrive.,,,,,,third_party,Tombola SA,2026-11-05
        """);

    assertThat(audited())
        .contains("\"finding\":\"CUSTOMER\",\"kind\":\"PROVEN\",\"people\":1")
        .contains("\"finding\":\"PROFESSIONAL\",\"kind\":\"PROVEN\",\"people\":1")
        .contains("\"finding\":\"CONSENT_ONLY\",\"kind\":\"GAP\",\"people\":1")
        .contains("\"finding\":\"EVIDENCE_MISSING\",\"kind\":\"GAP\",\"people\":1")
        .contains("\"field\":\"source_at\",\"people\":1,\"finding\":\"UNTOLD\"")
        .contains("\"field\":\"source_type\",\"people\":1,\"finding\":\"UNSOURCED\"")
        .contains("Rien ne dit d’où viennent ces coordonnées", "import the file again saying so");

    office.bringIn("events", "external_id,occurred_at,type\n8,2025-01-06T12:00:00Z,call\n");
    office.apply(Office.winBack("lamps"));
    office.run("lamps", "told");

    assertThat(audited()).doesNotContain("UNTOLD");
    assertThat(office.text("/api/audits/contacts.csv"))
        .containsPattern(",THIRD_PARTY,Tombola SA,2025-01-04T23:00:00Z,2026-11-21T12:\\S+Z,")
        .contains(",THIRD_PARTY,Tombola SA,2026-11-04T23:00:00Z,NO,");
  }

  /** (A18, B5) Whoever left is not written to for telling them where we had them from. */
  @Test
  void whoMayNotBeWrittenToIsNotToBeToldByALetter() {
    office.bringIn("contacts", HEADER + """
        8,named@example.org,FR,prospect,newsletter,2025-01-05,tombola,J’accepte que Maison Lumen m’écrive.,,,,,,third_party,Tombola SA,2025-01-05
        9,other@example.org,FR,prospect,newsletter,2025-01-05,tombola,J’accepte que Maison Lumen m’écrive.,,,,,,third_party,Tombola SA,2025-01-05
        """);
    office.bringIn(
        "suppressions?source=hotline",
        "external_id,email,purpose\n8,,newsletter\n,other@example.org,\n");

    assertThat(audited())
        .contains("\"field\":\"source_at\",\"people\":2,\"finding\":\"UNTELLABLE\"")
        .doesNotContain("\"UNTOLD\"");
  }

  /** As whoever came in before each row had to say it. */
  private static void forgetTheSource(String address) {
    rig.database()
        .update(
            "UPDATE contact SET source_type = NULL, source_name = NULL, source_at = NULL WHERE email = ?",
            address);
  }

  /** As the page would hold it if it offered one. */
  private static String nonceOfAnUndo(String link) {
    long withdrawal = rig.database()
        .first(
            "SELECT event_id FROM current_consent WHERE state = 'WITHDRAWN'", row -> row.getLong(1))
        .orElseThrow();
    String token = link.substring(link.lastIndexOf('/') + 1);
    return rig.bean(Links.class).nonce("undo:" + withdrawal + ":" + token);
  }

  private String audited() {
    JsonNode begun = office.post("/api/audits", "application/json", "{}");
    office.work();
    return office.get("/api/audits/" + begun.path("id").asText()).toString();
  }

  private static Map<String, String> states(String address) {
    Map<String, String> states = new HashMap<>();
    rig.database()
        .list(
            """
            SELECT s.purpose, s.state, s.basis
              FROM current_consent s
              JOIN contact c ON c.contact_id = s.contact_id
             WHERE c.email = ?
            """,
            row -> Map.entry(
                row.getString("purpose"), row.getString("state") + " " + row.getString("basis")),
            address)
        .forEach(one -> states.put(one.getKey(), one.getValue()));
    return states;
  }

  private static String state(String address) {
    return rig.database()
        .first("""
            SELECT s.state, s.basis
              FROM current_consent s
              JOIN contact c ON c.contact_id = s.contact_id
             WHERE c.email = ?
            """, row -> row.getString("state") + " " + row.getString("basis"), address)
        .orElseThrow();
  }
}
