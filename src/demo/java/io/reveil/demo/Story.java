package io.reveil.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.reveil.demo.world.Api;
import io.reveil.demo.world.Base;
import io.reveil.demo.world.ChildServer;
import io.reveil.demo.world.Figure;
import io.reveil.demo.world.Journal;
import io.reveil.demo.world.Mailbox;
import io.reveil.demo.world.StoryTime;
import io.reveil.demo.world.Waves;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The six acts, each played through the server's public doors, each with the figures it must leave behind. */
final class Story {
  static final String YOU = "you@demo.example";
  static final String CAMPAIGN = "win-back";
  private final Api api;
  private final Mailbox mailbox;
  private final Base base;
  private final Journal journal;
  private final StoryTime time;
  private final Waves waves;
  private final FortyDays days;
  private final Scanner scanner;
  private final BounceStorm storm;
  private final PowerCut powerCut;

  Story(ChildServer server, Api api, Mailbox mailbox, Base base, Journal journal) {
    this.api = api;
    this.mailbox = mailbox;
    this.base = base;
    this.journal = journal;
    this.time = new StoryTime(api, Base.START);
    this.waves = new Waves(api);
    this.days = new FortyDays(api, mailbox, base, journal, time);
    this.scanner = new Scanner(api, mailbox, base, journal, time);
    this.storm = new BounceStorm(api, mailbox, base, journal, time);
    this.powerCut = new PowerCut(server, api, mailbox, journal, time);
  }

  Instant now() {
    return time.now();
  }

  /** Brings the base in and enters the campaign. */
  List<Figure> begin() {
    String act = "the base";
    int size = base.people().size();
    journal.say("Bringing in %s people with %s purchases of thirty months."
        .formatted(Figure.count(size), Figure.count(base.purchases())));
    JsonNode contacts = api.importFile("contacts", base.contactsCsv());
    JsonNode measuring = api.importFile("contacts", base.measuringCsv());
    JsonNode purchases = api.importFile("events", base.purchasesCsv());
    waves.applyShipped();
    JsonNode plan = waves.plan(CAMPAIGN, "forecast");
    journal.gauge("people").set(size);
    journal.gauge("purchases").set(base.purchases());
    journal.gauge("silent for half a year").set(base.silent());
    journal.gauge("may be written to").set(base.silentAndWritable());
    journal.say("%s people have been silent for half a year; %s of them may be written to."
        .formatted(Figure.count(base.silent()), Figure.count(base.silentAndWritable())));
    return List.of(
        Figure.equal(act, "contacts created", size, contacts.path("created").asLong()),
        Figure.equal(
            act,
            "agreed that their links are measured",
            base.agreeing(),
            measuring.path("rows").asLong()
                - measuring.path("rejected").asLong()
                - measuring.path("consentsNotTaken").asLong()),
        Figure.equal(
            act,
            "purchases recorded",
            base.purchases(),
            purchases.path("created").asLong()),
        Figure.equal(
            act,
            "silent for 180 days (matched)",
            base.silent(),
            plan.path("matched").asLong()),
        Figure.equal(
            act,
            "without proof of consent (not planned)",
            base.silent() - base.silentAndWritable(),
            sum(plan.path("notPlanned"))));
  }

  /** Act one, first half: the form is sent, and one mail comes. */
  Optional<Mailbox.Mail> signUp(String address) {
    journal.say("Sign-up of %s: the form is sent as any visitor would.".formatted(address));
    int before = mailbox.mails().size();
    api.post("/api/subscriptions", request(address));
    Api.until(Duration.ofSeconds(5), () -> mailbox.mails().size() > before);
    Optional<Mailbox.Mail> mail =
        mailbox.latest(address, "c").filter(found -> found.number() >= before);
    journal.gauge("confirmation mails").set(mail.isPresent() ? 1 : 0);
    journal.gauge("consents granted so far").set(0);
    journal.say(
        mail.isPresent()
            ? "The confirmation mail is in the mailbox. Nothing is granted until its button is pressed."
            : "No mail came: this address has had its confirmation mails of the day.");
    return mail;
  }

  /** What the form sends. */
  static Map<String, Object> request(String address) {
    return Map.of(
        "form",
        "newsletter",
        "email",
        address,
        "language",
        "fr",
        "purposes",
        List.of("newsletter"),
        "notices",
        Map.of("newsletter", 1),
        "fields",
        Map.of());
  }

  /** Act one by itself: also confirms, as a hand would. */
  List<Figure> signUpAndConfirm() {
    String act = "sign up";
    URI link = signUp(YOU)
        .flatMap(mail -> mail.link("c"))
        .orElseThrow(() -> new IllegalStateException("no confirmation mail came"));
    String before = consentOf(YOU);
    api.probe("GET", link);
    String afterGet = consentOf(YOU);
    int status = api.press(link, Map.of());
    journal.say("Confirmed by a press on the page's button.");
    return List.of(
        Figure.text(act, "consent before anything", "NONE", before),
        Figure.text(act, "consent after a GET of the link", "NONE", afterGet),
        Figure.equal(act, "answer to the button", 200, status),
        Figure.text(act, "consent after the button", "GRANTED", consentOf(YOU)));
  }

  /** Act two: robots open every link of every mail, and people one. */
  List<Figure> releaseScanner() {
    return scanner.play();
  }

  /** How the hits of act two were judged, by class. */
  List<Verdicts.Judged> judged() {
    return scanner.judged();
  }

  /** Act three: waves run on their dates; people cool, are written to, some wake. */
  List<Figure> fortyDays() {
    return days.play();
  }

  /** Act four: one provider sends everything back. */
  List<Figure> blowUpStorm() {
    return storm.play();
  }

  /** What the operator was told in act four. */
  String told() {
    return storm.told();
  }

  /** Act five: kill -9 in the middle of a wave. */
  List<Figure> pullThePlug() {
    return powerCut.play();
  }

  /** Act six: out of everything, and no re-import brings the person back. */
  List<Figure> forgetMe(Mailbox.Mail mail) {
    String act = "forget me";
    URI link = mail.link("u").orElseThrow();
    int left = api.postForm(link, Map.of("scope", "all"));
    journal.say("%s pressed “everything”.".formatted(mail.to()));
    Base.Person person = base.find(mail.to()).orElseThrow();
    JsonNode again = api.importFile("contacts", Base.contactsCsv(List.of(person)));
    String why = api.text("/api/imports/" + again.path("id").asText() + "/rejects");
    String reason = why.contains("SUPPRESSED") ? "SUPPRESSED" : why;
    journal.gauge("rows imported again").set(1);
    journal.gauge("refused as suppressed").set(again.path("rejected").asLong());
    journal.say("The same row imported again: %s refused, %s."
        .formatted(again.path("rejected").asText(), reason));
    return List.of(
        Figure.equal(act, "answer to “everything”", 200, left),
        Figure.text(act, "consent afterwards", "WITHDRAWN", consentOf(mail.to())),
        Figure.equal(
            act, "rows refused when imported again", 1, again.path("rejected").asLong()),
        Figure.text(act, "reason", "SUPPRESSED", reason));
  }

  /** The latest win-back letter of somebody who has not left. */
  Optional<Mailbox.Mail> someLetter() {
    return mailbox.mails().reversed().stream()
        .filter(mail -> base.find(mail.to()).isPresent() && mail.link("u").isPresent())
        .filter(mail -> consentOf(mail.to()).equals("GRANTED"))
        .findFirst();
  }

  /** Somebody of this page, not of the base. */
  boolean isVisitor(String address) {
    return base.find(address).isEmpty();
  }

  /** What the server knows of a person by now; empty for a stranger. */
  Optional<JsonNode> person(String address) {
    JsonNode found = api.post("/api/contacts/lookup", Map.of("email", address));
    return found.path("id").isMissingNode() || found.path("id").isNull()
        ? Optional.empty()
        : Optional.of(found);
  }

  private String consentOf(String address) {
    return person(address)
        .flatMap(contact -> consents(contact).stream().findFirst())
        .map(consent -> consent.path("state").asText())
        .orElse("NONE");
  }

  private static List<JsonNode> consents(JsonNode contact) {
    List<JsonNode> all = new ArrayList<>();
    contact.path("consents").forEach(all::add);
    return all;
  }

  static long sum(JsonNode counts) {
    long sum = 0;
    for (JsonNode count : counts) {
      sum += count.asLong();
    }
    return sum;
  }
}
