package io.reveil.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Forty mornings: each runs its wave, delivers, and lets people answer or buy. */
final class FortyDays {
  private static final int DAYS = 40;
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
  private static final List<String> STAGES = List.of("value", "choice", "goodbye");
  private static final String ACT = "forty days";

  private final Api api;
  private final Mailbox mailbox;
  private final Base base;
  private final Story.Journal journal;
  private final Consumer<Instant> clock;

  private final Map<String, Base.Person> byAddress = new HashMap<>();
  private final Map<String, Integer> letters = new HashMap<>();
  private final Map<Integer, List<Runnable>> due = new HashMap<>();
  private final StringBuilder bought = new StringBuilder();
  private final List<JsonNode> waves = new ArrayList<>();
  private int read;
  private long stays;
  private long leaves;
  private long purchases;

  FortyDays(Api api, Mailbox mailbox, Base base, Story.Journal journal, Consumer<Instant> clock) {
    this.api = api;
    this.mailbox = mailbox;
    this.base = base;
    this.journal = journal;
    this.clock = clock;
    base.people().forEach(person -> byAddress.put(person.address(), person));
  }

  List<Figure> play(Instant from) {
    read = mailbox.mails().size();
    for (int day = 0; day < DAYS; day++) {
      Instant morning = from.plus(Duration.ofDays(day));
      clock.accept(morning);
      JsonNode wave = run(LocalDate.ofInstant(morning, PARIS).toString());
      waves.add(wave);
      openLetters(day);
      due.getOrDefault(day, List.of()).forEach(Runnable::run);
      buyUnprompted(day, morning);
      bringPurchases();
      if (wave.path("planned").asLong() > 0) {
        journal.say("%s: %,d letters leave; so far %,d stayed, %,d left, %,d bought.".formatted(wave.path("key").asText(), wave.path("sent").asLong(), stays, leaves, purchases));
      }
    }
    return figures();
  }

  private JsonNode run(String key) {
    api.post("/api/campaigns/" + Story.CAMPAIGN + "/waves", Map.of("key", key, "action", "run"));
    return api.await(
        "/api/campaigns/" + Story.CAMPAIGN + "/waves/" + key,
        wave -> wave.path("state").asText().equals("DONE") && wave.path("open").asLong() == 0);
  }

  /** Each letter that came this morning finds its reader, who decides what to do and when. */
  private void openLetters(int day) {
    List<Mailbox.Mail> mails = mailbox.mails();
    for (Mailbox.Mail mail : mails.subList(read, mails.size())) {
      Base.Person person = byAddress.get(mail.to());
      if (person != null && mail.link("s").isPresent()) {
        String stage = STAGES.get(Math.min(letters.merge(mail.to(), 1, Integer::sum), STAGES.size()) - 1);
        People.Reaction reaction = People.to(stage, person);
        due.computeIfAbsent(day + reaction.daysLater(), _ -> new ArrayList<>()).add(() -> react(reaction.answer(), mail, person));
      }
    }
    read = mails.size();
  }

  private void react(People.Answer answer, Mailbox.Mail mail, Base.Person person) {
    switch (answer) {
      case STAYS -> stays += pressed(mail.link("s").orElseThrow(), Map.of("answer", "stay"));
      case LEAVES -> leaves += pressed(mail.link("u").orElseThrow(), Map.of("scope", "purpose"));
      case BUYS -> buy(person, mail.arrived());
      case NOTHING -> {
        // Most letters stay unanswered.
      }
    }
  }

  private long pressed(URI link, Map<String, String> fields) {
    return api.press(link, "", fields) == 200 ? 1 : 0;
  }

  private void buyUnprompted(int day, Instant morning) {
    base.people().stream()
        .filter(Base.Person::isSilent)
        .filter(person -> People.buysUnprompted(day, person))
        .forEach(person -> buy(person, morning));
  }

  private void buy(Base.Person person, Instant at) {
    bought.append(Base.purchaseRow(person, at)).append('\n');
    purchases++;
  }

  private void bringPurchases() {
    if (!bought.isEmpty()) {
      String csv = "external_id,occurred_at,type,quantity,amount_eur\n" + bought;
      api.importFile("events", csv.getBytes(StandardCharsets.UTF_8));
      bought.setLength(0);
    }
  }

  private List<Figure> figures() {
    JsonNode first = waves.getFirst();
    long writable = base.silentAndWritable();
    long balance = waves.stream().mapToLong(FortyDays::imbalance).sum();
    long sent = waves.stream().mapToLong(wave -> wave.path("sent").asLong()).sum();
    JsonNode last = api.get("/api/campaigns/" + Story.CAMPAIGN + "/report");
    return List.of(
        Figure.equal(ACT, "first morning: planned and held out", writable, first.path("planned").asLong() + first.path("heldOut").asLong()),
        Figure.between(ACT, "first morning: held out (10 %)", bound(writable, -1), bound(writable, 1), first.path("heldOut").asLong()),
        Figure.equal(ACT, "waves whose counts do not add up", 0, balance),
        Figure.equal(ACT, "letters in the mailboxes, against sent", sent, letters.values().stream().mapToLong(Integer::longValue).sum()),
        Figure.between(ACT, "most letters to one person", 1, STAGES.size(), letters.values().stream().mapToInt(Integer::intValue).max().orElse(0)),
        Figure.equal(ACT, "stays pressed, against the report", stays, last.path("stayed").asLong()),
        Figure.equal(ACT, "unsubscribes pressed, against the report", leaves, last.path("unsubscribed").asLong()));
  }

  /** Four standard deviations of a tenth. */
  private static long bound(long people, int side) {
    return Math.round(people * .1 + side * 4 * Math.sqrt(people * .09));
  }

  private static long imbalance(JsonNode wave) {
    long parts = wave.path("sent").asLong() + wave.path("failed").asLong() + wave.path("unknown").asLong() + wave.path("open").asLong() + Story.sum(wave.path("dropped"));
    return parts == wave.path("planned").asLong() ? 0 : 1;
  }
}
