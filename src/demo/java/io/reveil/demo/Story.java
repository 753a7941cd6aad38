package io.reveil.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** The five acts, each played through the server's public doors, each with the figures it must leave behind. */
final class Story {
  static final String YOU = "you@demo.example";
  static final String CAMPAIGN = "win-back";
  private static final int FAILURE = 500;
  private static final int LOOKS_EVERY = 250;
  /** A group of ten for each of the four lanes. */
  private static final int MOST_IN_DOUBT = 40;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ChildServer server;
  private final Api api;
  private final Mailbox mailbox;
  private final Base base;
  private final Journal journal;
  private final FortyDays days;
  private volatile Moment moved = new Moment(Base.START, System.nanoTime());
  private int plugsPulled;

  /** Business time as it was set, and when: it runs on from there. */
  private record Moment(Instant at, long setAt) {}

  Story(ChildServer server, Api api, Mailbox mailbox, Base base, Journal journal) {
    this.server = server;
    this.api = api;
    this.mailbox = mailbox;
    this.base = base;
    this.journal = journal;
    this.days = new FortyDays(api, mailbox, base, journal, this::moveTo);
  }

  Instant now() {
    Moment last = moved;
    return last.at().plusNanos(System.nanoTime() - last.setAt());
  }

  private void moveTo(Instant moment) {
    api.moveClock(moment);
    moved = new Moment(moment, System.nanoTime());
  }

  /** Brings the base in and enters the campaign. */
  List<Figure> begin() {
    String act = "the base";
    int size = base.people().size();
    journal.say("Bringing in %s people with %s purchases of thirty months."
        .formatted(Figure.count(size), Figure.count(base.purchases())));
    JsonNode contacts = api.importFile("contacts", base.contactsCsv());
    JsonNode purchases = api.importFile("events", base.purchasesCsv());
    applyShipped();
    JsonNode plan = wave(CAMPAIGN, "forecast", "plan");
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

  private void applyShipped() {
    try (var campaign = Story.class.getResourceAsStream("/config/campaigns/win-back.yml")) {
      api.post("/api/campaigns", "application/yaml", campaign.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Act one, first half: the form is sent, and one mail comes. */
  Optional<Mailbox.Mail> signUp(String address) {
    journal.say("Sign-up of %s: the form is sent as any visitor would.".formatted(address));
    int before = mailbox.mails().size();
    api.post(
        "/api/subscriptions",
        Map.of(
            "form",
            "newsletter",
            "email",
            address,
            "language",
            "fr",
            "purposes",
            List.of("newsletter"),
            "fields",
            Map.of()));
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

  /** Act two: every link of every mail, by GET and HEAD; the ledger must not move. */
  List<Figure> releaseScanner() {
    String act = "scanner";
    List<URI> links =
        mailbox.mails().stream().flatMap(mail -> mail.links().stream()).toList();
    long before = ledgerEvents();
    journal.say("The scanner opens all %s links of all mails, by GET and by HEAD."
        .formatted(Figure.count(links.size())));
    Scan scan = new Scan(
        journal.gauge("requests answered"),
        journal.gauge("answers of 500 and more"),
        journal.gauge("entries in the ledger"));
    scan.ledger().set(before);
    links.parallelStream().forEach(link -> follow(link, scan));
    long after = ledgerEvents();
    scan.ledger().set(after);
    journal.say("%s requests were answered. The ledger had %s entries before and has %s now."
        .formatted(Figure.count(scan.answered().get()), Figure.count(before), Figure.count(after)));
    return List.of(
        Figure.equal(
            act, "requests answered", 2L * links.size(), scan.answered().get()),
        Figure.equal(act, "answers of 500 and more", 0, scan.failed().get()),
        Figure.equal(act, "entries added to the ledger", 0, after - before));
  }

  private record Scan(AtomicLong answered, AtomicLong failed, AtomicLong ledger) {}

  /** The ledger is looked at again and again: it must not move in between either. */
  private void follow(URI link, Scan scan) {
    for (String method : List.of("GET", "HEAD")) {
      if (api.probe(method, link) >= FAILURE) {
        scan.failed().incrementAndGet();
      }
      if (scan.answered().incrementAndGet() % LOOKS_EVERY == 0) {
        scan.ledger().set(ledgerEvents());
      }
    }
  }

  /** Act three: waves run on their dates; people cool, are written to, some wake. */
  List<Figure> fortyDays() {
    return days.play();
  }

  /** Act four: kill -9 in the middle of a wave. */
  List<Figure> pullThePlug() {
    String campaign = "hello-" + ++plugsPulled;
    api.post("/api/campaigns", "application/yaml", helloCampaign(campaign));
    Set<String> earlier = new HashSet<>(mailbox.messageIds());
    long planned = wave(campaign, "now", "plan").path("planned").asLong();
    journal.say("A wave of %s letters begins.".formatted(Figure.count(planned)));
    AtomicLong arrived = journal.gauge("mails arrived");
    wave(campaign, "now", "run");
    Api.until(PATIENCE, () -> countArrivals(arrived, earlier) > planned / 4);
    server.pullThePlug();
    journal.say("kill -9 after %s letters. The server starts again on the same home."
        .formatted(Figure.count(countArrivals(arrived, earlier))));
    server.restart(now());
    journal.say("It is back, and the wave goes on by itself.");
    JsonNode end = api.await("/api/campaigns/" + campaign + "/waves/now", found -> {
      countArrivals(arrived, earlier);
      return found.path("state").asText().equals("DONE") && found.path("open").asLong() == 0;
    });
    return plugFigures(campaign, end, earlier);
  }

  private long countArrivals(AtomicLong arrived, Set<String> earlier) {
    arrived.set(mailbox.arrivals() - earlier.size());
    return arrived.get();
  }

  private List<Figure> plugFigures(String campaign, JsonNode end, Set<String> earlier) {
    String act = "pull the plug";
    Set<String> sent = messageIds(campaign, "SENT");
    Set<String> doubtful = messageIds(campaign, "UNKNOWN");
    List<String> arrived =
        mailbox.messageIds().stream().filter(id -> !earlier.contains(id)).toList();
    long lost = sent.stream().filter(id -> !arrived.contains(id)).count();
    long twice = (long) arrived.size() - new HashSet<>(arrived).size();
    long strangers = arrived.stream()
        .filter(id -> !sent.contains(id) && !doubtful.contains(id))
        .count();
    journal.gauge("lost").set(lost);
    journal.gauge("sent twice").set(twice);
    journal.gauge("in doubt, listed").set(doubtful.size());
    journal.say("%s letters sent, %d lost, %d sent twice; %d in doubt, each listed."
        .formatted(Figure.count(sent.size()), lost, twice, doubtful.size()));
    long planned = end.path("planned").asLong();
    return List.of(
        Figure.equal(act, "planned = sent + failed + in doubt + dropped", planned, accounted(end)),
        Figure.equal(act, "lost", 0, lost),
        Figure.equal(act, "sent twice", 0, twice),
        Figure.equal(act, "arrived without a record", 0, strangers),
        Figure.between(act, "in doubt, each listed", 0, MOST_IN_DOUBT, doubtful.size()),
        Figure.equal(
            act, "in doubt, by the wave's count", end.path("unknown").asLong(), doubtful.size()));
  }

  private static long accounted(JsonNode wave) {
    return wave.path("sent").asLong()
        + wave.path("failed").asLong()
        + wave.path("unknown").asLong()
        + sum(wave.path("dropped"));
  }

  private static byte[] helloCampaign(String name) {
    return """
        campaign: %s
        kind: WIN_BACK
        purpose: newsletter
        audience:
          all:
            - status: { in: [COOLING, ACTIVE] }
        holdout: 0%%
        stages:
          - { id: value, after: P0D, template: win-back/value }
        exit_on: [STAY, PURCHASE]
        at_end: SUNSET
        """.formatted(name).getBytes(StandardCharsets.UTF_8);
  }

  private Set<String> messageIds(String campaign, String state) {
    Set<String> ids = new HashSet<>();
    long after = 0;
    while (true) {
      JsonNode messages =
          api.get("/api/campaigns/%s/waves/now/messages?state=%s&after=%d&limit=1000"
              .formatted(campaign, state, after));
      if (messages.isEmpty()) {
        return ids;
      }
      for (JsonNode message : messages) {
        ids.add(message.path("messageId").asText());
        after = message.path("contact").asLong();
      }
    }
  }

  /** Act five: out of everything, and no re-import brings the person back. */
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

  private long ledgerEvents() {
    return api.get("/api/ledger").path("events").asLong();
  }

  private JsonNode wave(String campaign, String key, String action) {
    return api.post("/api/campaigns/" + campaign + "/waves", Map.of("key", key, "action", action));
  }

  static long sum(JsonNode counts) {
    long sum = 0;
    for (JsonNode count : counts) {
      sum += count.asLong();
    }
    return sum;
  }
}
