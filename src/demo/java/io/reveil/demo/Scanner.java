package io.reveil.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.reveil.demo.world.Api;
import io.reveil.demo.world.Base;
import io.reveil.demo.world.Figure;
import io.reveil.demo.world.Journal;
import io.reveil.demo.world.Mailbox;
import io.reveil.demo.world.StoryTime;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** The act of the robots: gateways open every link of every mail, then two people follow one, and the judge tells them apart. */
final class Scanner {
  private static final String ACT = "scanner";
  private static final int FAILURE = 500;
  private static final int LOOKS_EVERY = 250;
  /** As many mails are looked at at once. */
  private static final int AT_ONCE = 12;
  /** What came in the last minute is fresh, which weighs too. */
  private static final Duration SINCE_DELIVERY = Duration.ofMinutes(5);
  /** Longer than the settling window. */
  private static final Duration SETTLED = Duration.ofMinutes(3);

  /** Recorded hits find their place within a second or two. */
  private static final Duration FILED = Duration.ofSeconds(20);

  private static final Duration LATER = Duration.ofMinutes(15);
  private static final Duration READING = Duration.ofSeconds(20);
  private static final String HOME = "192.0.2.200";

  private final Api api;
  private final Mailbox mailbox;
  private final Base base;
  private final Journal journal;
  private final StoryTime time;
  private final Census census;
  private volatile List<Verdicts.Judged> judged = List.of();

  Scanner(Api api, Mailbox mailbox, Base base, Journal journal, StoryTime time) {
    this.api = api;
    this.mailbox = mailbox;
    this.base = base;
    this.journal = journal;
    this.time = time;
    this.census = new Census(api);
  }

  /** A letter whose links are measured, since its reader agreed and still does. */
  private record Measured(Mailbox.Mail mail, List<URI> links, Gateway gateway) {
    List<Api.Look> looks() {
      return gateway.looks(links);
    }
  }

  /** What the last act's hits were judged to be; nothing before. */
  List<Verdicts.Judged> judged() {
    return judged;
  }

  List<Figure> play() {
    time.pass(SINCE_DELIVERY);
    List<Mailbox.Mail> mails = mailbox.mails();
    List<Measured> measured =
        inParallel(mails, this::measured).stream().flatMap(Optional::stream).toList();
    Verdicts verdicts = new Verdicts(api, time.now());
    Set<Long> active = census.active();
    long filed = filed(measured);
    List<Figure> figures = new ArrayList<>(open(mails, measured));
    awaitFiled(measured, filed + hits(measured));
    judge(verdicts, hits(measured));
    figures.addAll(programs(verdicts, measured));
    Set<Long> woken = new HashSet<>(census.active());
    woken.removeAll(active);
    figures.add(Figure.equal(ACT, "people whom the robots made active", 0, woken.size()));
    figures.addAll(people(verdicts, measured));
    return figures;
  }

  private Optional<Measured> measured(Mailbox.Mail mail) {
    List<URI> links = mail.measured();
    return links.isEmpty() || !agrees(reader(mail))
        ? Optional.empty()
        : Optional.of(new Measured(mail, links, Gateway.of(mail.to())));
  }

  private JsonNode reader(Mailbox.Mail mail) {
    return api.post("/api/contacts/lookup", Map.of("email", mail.to()));
  }

  /** Who left everything refused this, too. */
  private static boolean agrees(JsonNode person) {
    for (JsonNode consent : person.path("consents")) {
      if (consent.path("purpose").asText().equals("link_tracking")) {
        return consent.path("state").asText().equals("GRANTED");
      }
    }
    return false;
  }

  private record Tally(AtomicLong answered, AtomicLong failed, AtomicLong ledger) {}

  private List<Figure> open(List<Mailbox.Mail> mails, List<Measured> measured) {
    long links = mails.stream().mapToLong(mail -> mail.links().size()).sum();
    long before = ledgerEvents();
    journal.say(
        "Robots open all %s links by which one confirms, stays or leaves, by GET and by HEAD."
            .formatted(Figure.count(links)));
    Tally tally = new Tally(
        journal.gauge("requests answered"),
        journal.gauge("answers of 500 and more"),
        journal.gauge("entries in the ledger"));
    tally.ledger().set(before);
    inParallel(mails, mail -> {
      mail.links()
          .forEach(link ->
              List.of("GET", "HEAD").forEach(method -> count(tally, api.probe(method, link))));
      return true;
    });
    journal.say(
        "Of %s letters they open the links to the shop, too: their readers agreed that those are measured."
            .formatted(Figure.count(measured.size())));
    inParallel(measured, letter -> {
      letter.looks().forEach(look -> count(tally, api.look(look)));
      return true;
    });
    long after = ledgerEvents();
    tally.ledger().set(after);
    journal.say("%s requests were answered. The ledger had %s entries before and has %s now."
        .formatted(
            Figure.count(tally.answered().get()), Figure.count(before), Figure.count(after)));
    return List.of(
        Figure.equal(
            ACT,
            "requests answered",
            2 * links + hits(measured),
            tally.answered().get()),
        Figure.equal(ACT, "answers of 500 and more", 0, tally.failed().get()),
        Figure.equal(ACT, "entries added to the ledger", 0, after - before));
  }

  /** The ledger is looked at again and again: it must not move in between either. */
  private void count(Tally tally, int status) {
    if (status >= FAILURE) {
      tally.failed().incrementAndGet();
    }
    if (tally.answered().incrementAndGet() % LOOKS_EVERY == 0) {
      tally.ledger().set(ledgerEvents());
    }
  }

  private static long hits(List<Measured> measured) {
    return measured.stream().mapToLong(letter -> letter.looks().size()).sum();
  }

  /** How many hits of these readers are in their place, judged or not. */
  private long filed(List<Measured> letters) {
    return inParallel(letters, letter -> hits(letter).size()).stream()
        .mapToLong(Integer::longValue)
        .sum();
  }

  /** What is filed after time was moved waits as long again, since it seems to come late. */
  private void awaitFiled(List<Measured> letters, long hits) {
    Api.until(FILED, () -> filed(letters) >= hits);
  }

  private JsonNode hits(Measured letter) {
    String contact = reader(letter.mail()).path("id").asText();
    return api.get("/api/hits?limit=1000&contact=" + contact).path("hits");
  }

  /** The settling window of what was recorded so far passes. */
  private void judge(Verdicts verdicts, long hits) {
    time.pass(SETTLED);
    verdicts.await(hits, time.now());
    judged = verdicts.list(time.now());
  }

  private List<Figure> programs(Verdicts verdicts, List<Measured> measured) {
    Map<Gateway, Long> expected = new EnumMap<>(Gateway.class);
    measured.forEach(
        letter -> expected.merge(letter.gateway(), (long) letter.looks().size(), Long::sum));
    List<Figure> figures = new ArrayList<>();
    for (Gateway gateway : Gateway.values()) {
      figures.add(Figure.equal(
          ACT,
          "hits judged " + gateway.hitClass(),
          expected.getOrDefault(gateway, 0L),
          verdicts.of(gateway.hitClass(), time.now())));
    }
    long people =
        verdicts.of("HUMAN_LIKELY", time.now()) + verdicts.of("HUMAN_CONFIRMED", time.now());
    journal.say("The judge looked at %s hits and took %s for a person’s."
        .formatted(Figure.count(hits(measured)), Figure.count(people)));
    figures.add(Figure.equal(ACT, "hits of robots judged to be a person’s", 0, people));
    return figures;
  }

  /** A quarter of an hour later one reader follows a link, and another one does and then stays. */
  private List<Figure> people(Verdicts verdicts, List<Measured> measured) {
    List<Measured> silent = measured.reversed().stream()
        .filter(letter -> base.find(letter.mail().to()).isPresent())
        .filter(letter -> !reader(letter.mail()).path("standing").asText().equals("ACTIVE"))
        .limit(2)
        .toList();
    if (silent.size() < 2) {
      journal.say("No letter that may be measured is there yet: let forty days pass first.");
      return List.of();
    }
    Measured curious = silent.getFirst();
    Measured faithful = silent.getLast();
    time.pass(LATER);
    long filed = filed(silent);
    follow(curious);
    follow(faithful);
    time.pass(READING);
    api.press(faithful.mail().link("s").orElseThrow(), Map.of("answer", "stay"));
    awaitFiled(silent, filed + 2);
    judge(verdicts, hits(measured) + 2);
    journal.say("%s followed a link: %s. %s did, and pressed “I stay”: %s."
        .formatted(curious.mail().to(), found(curious), faithful.mail().to(), found(faithful)));
    return List.of(
        Figure.text(ACT, "a person’s click", "HUMAN_LIKELY", found(curious)),
        Figure.text(ACT, "a click, then “I stay”", "HUMAN_CONFIRMED", found(faithful)),
        Figure.text(
            ACT,
            "whoever stayed is",
            "ACTIVE",
            reader(faithful.mail()).path("standing").asText()));
  }

  private void follow(Measured letter) {
    api.look(new Api.Look("GET", letter.links().getLast(), Gateway.FIREFOX, HOME));
  }

  /** The class of somebody's latest hit. */
  private String found(Measured letter) {
    String latest = "none";
    for (JsonNode hit : hits(letter)) {
      latest = hit.path("judged").path("hitClass").asText();
    }
    return latest;
  }

  private long ledgerEvents() {
    return api.get("/api/ledger").path("events").asLong();
  }

  private static <T, R> List<R> inParallel(List<T> all, Function<T, R> work) {
    try (ForkJoinPool robots = new ForkJoinPool(AT_ONCE)) {
      return robots.submit(() -> all.parallelStream().map(work).toList()).join();
    }
  }
}
