package io.reveil.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.reveil.demo.world.Api;
import io.reveil.demo.world.Base;
import io.reveil.demo.world.Figure;
import io.reveil.demo.world.Journal;
import io.reveil.demo.world.Mailbox;
import io.reveil.demo.world.Relay;
import io.reveil.demo.world.StoryTime;
import io.reveil.demo.world.Waves;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The act of the storm: one provider sends everything back, and nobody is marked for it. */
final class BounceStorm {
  private static final String ACT = "bounce storm";
  private static final List<Provider> PROVIDERS = List.of(
      new Provider("orange", "Orange"),
      new Provider("free", "Free"),
      new Provider("laposte", "La Poste"),
      new Provider("google", "Gmail"));
  /** The server wants twenty failures before it speaks of a storm. */
  private static final int ENOUGH = 20;

  /** Failures are counted by the hour in which their mail left. */
  private static final Duration RECENT = Duration.ofMinutes(50);
  /** Longer than failures wait before they are held against anybody. */
  private static final Duration SETTLED = Duration.ofMinutes(16);

  /** Longer than the lease of a server whose plug was pulled. */
  private static final Duration PATIENCE = Duration.ofSeconds(45);

  private static final Duration ROUNDS = Duration.ofSeconds(1);

  private final Api api;
  private final Mailbox mailbox;
  private final Base base;
  private final Journal journal;
  private final StoryTime time;
  private final Relay relay;
  private final Waves waves;
  private final Set<String> cameBack = new HashSet<>();
  private volatile String told = "";
  private int storms;

  BounceStorm(Api api, Mailbox mailbox, Base base, Journal journal, StoryTime time) {
    this.api = api;
    this.mailbox = mailbox;
    this.base = base;
    this.journal = journal;
    this.time = time;
    this.relay = new Relay(api);
    this.waves = new Waves(api);
  }

  /** A mailbox provider: its group in the server's settings, and how people call it. */
  private record Provider(String group, String name) {
    String domain() {
      return (group.equals("google") ? "gmail" : group) + ".example";
    }

    boolean has(Mailbox.Mail mail) {
      return mail.to().endsWith("@" + domain());
    }
  }

  /** Why the provider's mail was stopped, as the operator was told; empty before. */
  String told() {
    return told;
  }

  List<Figure> play() {
    storms++;
    Provider provider = mostWrittenTo();
    if (recent(provider).size() < ENOUGH) {
      sendLetters();
      provider = mostWrittenTo();
    }
    List<Mailbox.Mail> letters = recent(provider);
    if (letters.size() < ENOUGH) {
      journal.say(
          "Too few letters leave for a storm, as most readers were written to this week: let forty days pass first.");
      return List.of();
    }
    return blow(provider, letters);
  }

  private Provider mostWrittenTo() {
    return PROVIDERS.stream()
        .max(Comparator.comparingInt(provider -> recent(provider).size()))
        .orElseThrow();
  }

  /** Letters that have just left to a provider's readers. */
  private List<Mailbox.Mail> recent(Provider provider) {
    Instant since = time.now().minus(RECENT);
    return mailbox.mails().stream()
        .filter(mail -> provider.has(mail) && base.find(mail.to()).isPresent())
        .filter(mail -> mail.arrived().isAfter(since) && !cameBack.contains(mail.messageId()))
        .toList();
  }

  private void sendLetters() {
    String campaign = "news-" + storms;
    waves.applyGreeting(campaign, "BE");
    waves.run(campaign, campaign);
    JsonNode done = waves.awaitEnd(campaign, campaign, _ -> {});
    journal.say("A wave of %s letters leaves to the readers in Belgium."
        .formatted(Figure.count(done.path("sent").asLong())));
  }

  private List<Figure> blow(Provider provider, List<Mailbox.Mail> letters) {
    Optional<Mailbox.Mail> gone = somebodyGone();
    long taken = report(provider, letters);
    gone.ifPresent(relay::unknown);
    Api.until(PATIENCE, () -> stopped(provider).isPresent());
    Optional<JsonNode> stop = stopped(provider);
    told = stop.map(storm -> storm.path("because").asText()).orElse("");
    journal.say("No more mail to %s, and nobody is marked. The operator is told: “%s”"
        .formatted(provider.name(), told));
    List<Figure> figures = new ArrayList<>(List.of(
        Figure.equal(ACT, "letters that came back", letters.size(), taken),
        Figure.text(
            ACT,
            "the provider that is stopped",
            provider.group(),
            stop.map(storm -> storm.path("provider").asText()).orElse("none"))));
    if (stop.isPresent()) {
      figures.addAll(whileStopped(provider, letters, gone));
      figures.addAll(release(provider, letters));
    }
    return figures;
  }

  /** Every other one is called unknown, as angry servers do: alone, that would mark its reader. */
  private long report(Provider provider, List<Mailbox.Mail> letters) {
    journal.say("%s sends %s letters back: half as listed senders’, half as unknown addresses’."
        .formatted(provider.name(), Figure.count(letters.size())));
    letters.forEach(mail -> cameBack.add(mail.messageId()));
    long taken = 0;
    for (int i = 0; i < letters.size(); i++) {
      Mailbox.Mail letter = letters.get(i);
      taken += (i % 2 == 0 ? relay.blocked(letter) : relay.unknown(letter)) ? 1 : 0;
      journal.gauge("letters that came back").set(taken);
    }
    journal.gauge("addresses marked").set(0);
    return taken;
  }

  /** A dormant reader elsewhere, whose one letter comes back, so that it is seen that failures do count. */
  private Optional<Mailbox.Mail> somebodyGone() {
    return mailbox.mails().reversed().stream()
        .filter(mail -> mail.to().endsWith("@yahoo.example"))
        .filter(mail -> reader(mail).path("standing").asText().equals("DORMANT") && !isMarked(mail))
        .findFirst();
  }

  private Optional<JsonNode> stopped(Provider provider) {
    for (JsonNode storm : api.get("/api/storms")) {
      if (storm.path("provider").asText().equals(provider.group())) {
        return Optional.of(storm);
      }
    }
    return Optional.empty();
  }

  /** Two people sign up: the mail to the provider that is stopped waits. */
  private List<Figure> whileStopped(
      Provider provider, List<Mailbox.Mail> letters, Optional<Mailbox.Mail> gone) {
    time.pass(SETTLED);
    List<Figure> figures = new ArrayList<>();
    gone.ifPresent(mail -> figures.add(Figure.text(
        ACT,
        "a reader elsewhere, who is gone, is marked",
        "yes",
        Api.until(PATIENCE, () -> isMarked(mail)) ? "yes" : "no")));
    signUp(waiting(provider));
    String other = "waits-%d@demo.example".formatted(storms);
    signUp(other);
    Api.until(PATIENCE, () -> arrived(other) > 0);
    figures.add(Figure.equal(
        ACT, "mails to the stopped provider meanwhile", 0, arrived(waiting(provider))));
    figures.add(Figure.equal(ACT, "addresses marked while it is stopped", 0, marked(letters)));
    return figures;
  }

  private List<Figure> release(Provider provider, List<Mailbox.Mail> letters) {
    api.post("/api/storms/%s/release".formatted(provider.group()), Map.of("keepMarks", false));
    time.pass(SETTLED);
    Api.until(PATIENCE, () -> arrived(waiting(provider)) > 0);
    Api.until(ROUNDS, () -> marked(letters) > 0);
    long marked = marked(letters);
    journal.gauge("addresses marked").set(marked);
    journal.gauge("mails that waited").set(arrived(waiting(provider)));
    journal.say(
        "Released by hand, as ./reveil bounce release %s does: the mail that waited has left, %s addresses are marked."
            .formatted(provider.group(), Figure.count(marked)));
    return List.of(
        Figure.equal(ACT, "mails that left once it was released", 1, arrived(waiting(provider))),
        Figure.equal(ACT, "addresses marked in the end", 0, marked));
  }

  private String waiting(Provider provider) {
    return "waits-%d@%s".formatted(storms, provider.domain());
  }

  private void signUp(String address) {
    api.post("/api/subscriptions", Story.request(address));
  }

  private long arrived(String address) {
    return mailbox.mails().stream().filter(mail -> mail.to().equals(address)).count();
  }

  private long marked(List<Mailbox.Mail> letters) {
    return letters.stream().filter(this::isMarked).count();
  }

  private boolean isMarked(Mailbox.Mail mail) {
    for (JsonNode purpose : reader(mail).path("purposes")) {
      if (purpose.path("objection").asText().equals("UNDELIVERABLE")) {
        return true;
      }
    }
    return false;
  }

  private JsonNode reader(Mailbox.Mail mail) {
    return api.post("/api/contacts/lookup", Map.of("email", mail.to()));
  }
}
