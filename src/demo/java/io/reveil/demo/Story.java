package io.reveil.demo;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.concurrent.CopyOnWriteArrayList;

/** The five acts, each played through the server's public doors, each with the figures it must leave behind. */
final class Story {
  static final String YOU = "you@demo.example";
  static final String CAMPAIGN = "win-back";
  private static final int MOST_IN_DOUBT = 40;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ChildServer server;
  private final Api api;
  private final Mailbox mailbox;
  private final Base base;
  private final Journal journal;
  private volatile Instant now = Base.START;
  private int plugsPulled;

  Story(ChildServer server, Api api, Mailbox mailbox, Base base, Journal journal) {
    this.server = server;
    this.api = api;
    this.mailbox = mailbox;
    this.base = base;
    this.journal = journal;
  }

  Instant now() {
    return now;
  }

  /** Brings the base in and enters the campaign. */
  List<Figure> begin() {
    journal.say("Importing %,d contacts and %,d purchases of thirty months.".formatted(Base.SIZE, base.purchases()));
    JsonNode contacts = api.importFile("contacts", base.contactsCsv());
    JsonNode purchases = api.importFile("events", base.purchasesCsv());
    applyShipped();
    JsonNode plan = wave(CAMPAIGN, "forecast", "plan");
    journal.say("%,d people have been silent for half a year; %,d of them may be written to.".formatted(base.silent(), base.silentAndWritable()));
    return List.of(
        Figure.equal("the base", "contacts created", Base.SIZE, contacts.path("created").asLong()),
        Figure.equal("the base", "purchases recorded", base.purchases(), purchases.path("created").asLong()),
        Figure.equal("the base", "silent for 180 days (matched)", base.silent(), plan.path("matched").asLong()),
        Figure.equal(
            "the base",
            "without proof of consent (not planned)",
            base.silent() - base.silentAndWritable(),
            sum(plan.path("notPlanned"))));
  }

  private void applyShipped() {
    try (var campaign = Story.class.getResourceAsStream("/config/campaigns/win-back.yml")) {
      api.post("/api/campaigns", "application/yaml", campaign.readAllBytes());
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Act one, first half: the form is sent, and one mail comes. */
  Optional<Mailbox.Mail> signUp(String address) {
    journal.say("Sign-up of %s: the form is sent as any visitor would.".formatted(address));
    api.post(
        "/api/subscriptions",
        Map.of("form", "newsletter", "email", address, "language", "fr", "purposes", List.of("newsletter"), "fields", Map.of()));
    Api.until(Duration.ofSeconds(20), () -> mailbox.latest(address, "c").isPresent());
    Optional<Mailbox.Mail> mail = mailbox.latest(address, "c");
    journal.say(mail.isPresent() ? "The confirmation mail is in the mailbox. Nothing is granted yet." : "No mail came: the address had its confirmation mail of the day (B26).");
    return mail;
  }

  /** Act one by itself: also confirms, as a hand would. */
  List<Figure> signUpAndConfirm() {
    String act = "sign up";
    URI link = signUp(YOU).flatMap(mail -> mail.link("c")).orElseThrow(() -> new IllegalStateException("no confirmation mail came"));
    String before = consentOf(YOU);
    api.probe("GET", link);
    String afterGet = consentOf(YOU);
    int status = api.press(link, "", Map.of());
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
    List<URI> links = mailbox.mails().stream().flatMap(mail -> mail.links().stream()).toList();
    long before = ledgerEvents();
    journal.say("The scanner opens %,d links by GET and by HEAD.".formatted(links.size()));
    long failures = journal.counting("requests", 2L * links.size(), counter -> scan(links, counter));
    long after = ledgerEvents();
    journal.say("The ledger had %,d events before and has %,d now.".formatted(before, after));
    return List.of(
        Figure.between(act, "requests sent", 2, Long.MAX_VALUE, links.size() * 2L),
        Figure.equal(act, "answers of 500 and more", 0, failures),
        Figure.equal(act, "events added to the ledger", 0, after - before));
  }

  private long scan(List<URI> links, Journal.Counter counter) {
    return links.parallelStream()
        .mapToLong(
            link -> {
              long failed = 0;
              for (String method : List.of("GET", "HEAD")) {
                failed += api.probe(method, link) >= 500 ? 1 : 0;
                counter.increment();
              }
              return failed;
            })
        .sum();
  }

  /** Act three: waves run on their dates; people cool, are written to, some wake. */
  List<Figure> fortyDays() {
    return new FortyDays(api, mailbox, base, journal, this::moveTo).play(now);
  }

  private void moveTo(Instant moment) {
    now = moment;
    api.moveClock(moment);
  }

  /** Act four: kill -9 in the middle of a wave. */
  List<Figure> pullThePlug() {
    String act = "pull the plug";
    String campaign = "hello-" + ++plugsPulled;
    api.post("/api/campaigns", "application/yaml", coolingCampaign(campaign));
    Set<String> earlier = new HashSet<>(mailbox.messageIds());
    JsonNode plan = wave(campaign, "now", "plan");
    long planned = plan.path("planned").asLong();
    journal.say("A wave of %,d mails begins.".formatted(planned));
    wave(campaign, "now", "run");
    Api.until(PATIENCE, () -> mailbox.arrivals() - planned / 4 > earlier.size());
    server.pullThePlug();
    journal.say("kill -9 after %,d mails. Now the server starts again on the same home.".formatted(mailbox.arrivals() - earlier.size()));
    server.restart(now.plusSeconds(30));
    now = now.plusSeconds(30);
    String status = "/api/campaigns/" + campaign + "/waves/now";
    JsonNode end = api.await(status, found -> found.path("state").asText().equals("DONE") && found.path("open").asLong() == 0);
    return plugFigures(act, campaign, end, earlier);
  }

  private List<Figure> plugFigures(String act, String campaign, JsonNode end, Set<String> earlier) {
    Set<String> sent = messageIds(campaign, "SENT");
    Set<String> doubtful = messageIds(campaign, "UNKNOWN");
    List<String> arrived =
        mailbox.messageIds().stream().filter(id -> !earlier.contains(id)).toList();
    long lost = sent.stream().filter(id -> !arrived.contains(id)).count();
    long twice = (long) arrived.size() - new HashSet<>(arrived).size();
    long strangers = arrived.stream().filter(id -> !sent.contains(id) && !doubtful.contains(id)).count();
    journal.say("Sent %,d, lost %d, twice %d, in doubt and listed %d.".formatted(sent.size(), lost, twice, doubtful.size()));
    long accounted = end.path("sent").asLong() + end.path("failed").asLong() + end.path("unknown").asLong() + sum(end.path("dropped"));
    return List.of(
        Figure.equal(act, "planned = sent + failed + in doubt + dropped", end.path("planned").asLong(), accounted),
        Figure.equal(act, "lost", 0, lost),
        Figure.equal(act, "twice", 0, twice),
        Figure.equal(act, "arrived without a record", 0, strangers),
        Figure.between(act, "in doubt, each listed", 0, MOST_IN_DOUBT, doubtful.size()),
        Figure.equal(act, "in doubt, by the wave's count", end.path("unknown").asLong(), doubtful.size()));
  }

  private static byte[] coolingCampaign(String name) {
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
        """
        .formatted(name)
        .getBytes(StandardCharsets.UTF_8);
  }

  private Set<String> messageIds(String campaign, String state) {
    Set<String> ids = new HashSet<>();
    long after = 0;
    while (true) {
      JsonNode messages = api.get("/api/campaigns/%s/waves/now/messages?state=%s&after=%d&limit=1000"
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
    URI link = mail.link("u").orElseThrow(() -> new IllegalStateException("open a win-back letter first: its link is used"));
    int left = api.postForm(link, Map.of("scope", "all"));
    journal.say("%s pressed “everything”.".formatted(mail.to()));
    Base.Person person = base.people().stream().filter(one -> one.address().equals(mail.to())).findFirst().orElseThrow();
    String csv = new String(base.contactsCsv(), StandardCharsets.UTF_8).lines().findFirst().orElseThrow() + "\n" + Base.contactRow(person) + "\n";
    JsonNode again = api.importFile("contacts", csv.getBytes(StandardCharsets.UTF_8));
    String why = api.text("/api/imports/" + again.path("id").asText() + "/rejects");
    journal.say("The same row imported again is refused: SUPPRESSED.");
    return List.of(
        Figure.equal(act, "answer to “everything”", 200, left),
        Figure.text(act, "consent afterwards", "WITHDRAWN", consentOf(mail.to())),
        Figure.equal(act, "rows refused when imported again", 1, again.path("rejected").asLong()),
        Figure.text(act, "reason", "SUPPRESSED", why.contains("SUPPRESSED") ? "SUPPRESSED" : why));
  }

  /** The latest win-back letter of somebody who has not left. */
  Optional<Mailbox.Mail> someLetter() {
    return mailbox.mails().reversed().stream()
        .filter(mail -> mail.link("u").isPresent())
        .filter(mail -> consentOf(mail.to()).equals("GRANTED"))
        .findFirst();
  }

  /** What the server knows of a person by now; empty for a stranger. */
  Optional<JsonNode> person(String address) {
    JsonNode found = api.post("/api/contacts/lookup", Map.of("email", address));
    return found.path("id").isMissingNode() || found.path("id").isNull() ? Optional.empty() : Optional.of(found);
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

  /** What the story says while it plays, for the page and the terminal. */
  static final class Journal {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private volatile String counter = "";

    /** Counts something that spins. */
    interface Counter {
      void increment();
    }

    void say(String sentence) {
      lines.add(sentence);
    }

    List<String> lines() {
      return List.copyOf(lines);
    }

    String counter() {
      return counter;
    }

    long counting(String what, long of, java.util.function.ToLongFunction<Counter> work) {
      java.util.concurrent.atomic.AtomicLong done = new java.util.concurrent.atomic.AtomicLong();
      try {
        return work.applyAsLong(() -> counter = "%,d of %,d %s".formatted(done.incrementAndGet(), of, what));
      } finally {
        counter = "";
      }
    }
  }
}
