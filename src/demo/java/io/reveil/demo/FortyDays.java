package io.reveil.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.reveil.demo.world.Api;
import io.reveil.demo.world.Base;
import io.reveil.demo.world.Figure;
import io.reveil.demo.world.Journal;
import io.reveil.demo.world.Mailbox;
import io.reveil.demo.world.StoryTime;
import io.reveil.demo.world.Waves;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Forty mornings: on each, people answer or buy, then the day's wave runs and its letters find their readers. */
final class FortyDays {
  private static final int DAYS = 40;
  private static final Duration READING = Duration.ofSeconds(20);
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM", Locale.ENGLISH);
  private static final List<String> STAGES = List.of("value", "choice", "goodbye");
  private static final String ACT = "forty days";

  private final Api api;
  private final Mailbox mailbox;
  private final Base base;
  private final Journal journal;
  private final StoryTime time;
  private final Waves runs;

  private final Map<String, Integer> letters = new HashMap<>();
  private final Map<Integer, List<Reader>> due = new HashMap<>();
  private final StringBuilder bought = new StringBuilder();
  private final List<JsonNode> waves = new ArrayList<>();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong stays = new AtomicLong();
  private final AtomicLong leaves = new AtomicLong();
  private long purchases;
  private int read;
  private int today;

  FortyDays(Api api, Mailbox mailbox, Base base, Journal journal, StoryTime time) {
    this.api = api;
    this.mailbox = mailbox;
    this.base = base;
    this.journal = journal;
    this.time = time;
    this.runs = new Waves(api);
  }

  /** Somebody with a letter that is going to be answered. */
  private record Reader(People.Answer answer, Mailbox.Mail mail, Base.Person person) {}

  /** A page that somebody reads, and the button that will be pressed. */
  private record Open(Api.Opened page, Map<String, String> button, AtomicLong counted) {}

  /** The next forty days: played again, the story goes on where it stands. */
  List<Figure> play() {
    read = mailbox.mails().size();
    for (int end = today + DAYS; today < end; ) {
      today++;
      Instant morning = Base.START.plus(Duration.ofDays(today));
      time.moveTo(morning);
      answer(morning);
      LocalDate date = LocalDate.ofInstant(morning, PARIS);
      JsonNode wave = run(date.toString());
      openLetters();
      if (wave.path("planned").asLong() > 0) {
        journal.say("%s, letters sent: %s. So far %s people stayed, %s left, %s bought."
            .formatted(
                DAY.format(date),
                Figure.count(wave.path("sent").asLong()),
                Figure.count(stays.get()),
                Figure.count(leaves.get()),
                Figure.count(purchases)));
      }
    }
    return figures();
  }

  private JsonNode run(String key) {
    long before = sent.get();
    runs.run(Story.CAMPAIGN, key);
    JsonNode done = runs.awaitEnd(Story.CAMPAIGN, key, found -> {
      sent.set(before + found.path("sent").asLong());
      show();
    });
    waves.add(done);
    return done;
  }

  private void show() {
    journal.gauge("letters sent").set(sent.get());
    journal.gauge("people stayed").set(stays.get());
    journal.gauge("people left").set(leaves.get());
    journal.gauge("purchases").set(purchases);
  }

  /** Each letter that came this morning finds its reader, who decides what to do and when. */
  private void openLetters() {
    List<Mailbox.Mail> mails = mailbox.mails();
    for (Mailbox.Mail mail : mails.subList(read, mails.size())) {
      base.find(mail.to()).ifPresent(person -> {
        String stage =
            STAGES.get(Math.min(letters.merge(mail.to(), 1, Integer::sum), STAGES.size()) - 1);
        People.Reaction reaction = People.to(stage, person);
        due.computeIfAbsent(today + reaction.daysLater(), _ -> new ArrayList<>())
            .add(new Reader(reaction.answer(), mail, person));
      });
    }
    read = mails.size();
  }

  /** What is answered today, and what is bought, by the silent without any mail too. */
  private void answer(Instant morning) {
    List<Reader> readers = due.getOrDefault(today, List.of());
    List<Open> pages =
        readers.parallelStream().flatMap(reader -> open(reader).stream()).toList();
    // People read before they press: hundreds at once of one mail host would be a sandbox.
    time.pass(READING);
    pages.parallelStream().forEach(this::press);
    readers.stream()
        .filter(reader -> reader.answer() == People.Answer.BUYS)
        .forEach(reader -> buy(reader.person(), morning));
    if (today > 1) {
      base.people().stream()
          .filter(Base.Person::isSilent)
          .filter(person -> People.buysUnprompted(today, person))
          .forEach(person -> buy(person, morning));
    }
    bringPurchases();
  }

  /** Most letters stay unanswered, and the shop hears of a purchase by itself. */
  private Optional<Open> open(Reader reader) {
    return switch (reader.answer()) {
      case STAYS -> Optional.of(open(reader, "s", stays, Map.of("answer", "stay")));
      case LEAVES -> Optional.of(open(reader, "u", leaves, Map.of("scope", "purpose")));
      case BUYS, NOTHING -> Optional.empty();
    };
  }

  private Open open(Reader reader, String action, AtomicLong counted, Map<String, String> button) {
    return new Open(api.open(reader.mail().link(action).orElseThrow()), button, counted);
  }

  private void press(Open page) {
    count(page.counted(), api.press(page.page(), page.button()));
  }

  private static void count(AtomicLong pressed, int status) {
    if (status == 200) {
      pressed.incrementAndGet();
    }
  }

  private void buy(Base.Person person, Instant at) {
    bought.append(Base.purchaseRow(person, at)).append('\n');
    purchases++;
  }

  private void bringPurchases() {
    if (!bought.isEmpty()) {
      String csv = Base.PURCHASE_COLUMNS + "\n" + bought;
      api.importFile("events", csv.getBytes(StandardCharsets.UTF_8));
      bought.setLength(0);
    }
  }

  private List<Figure> figures() {
    JsonNode first = waves.getFirst();
    long writable = base.silentAndWritable();
    long balance = waves.stream().mapToLong(FortyDays::imbalance).sum();
    JsonNode report = api.get("/api/campaigns/" + Story.CAMPAIGN + "/report");
    return List.of(
        Figure.equal(
            ACT,
            "first morning: planned and held out",
            writable,
            first.path("planned").asLong() + first.path("heldOut").asLong()),
        Figure.between(
            ACT,
            "first morning: held out (10 %)",
            bound(writable, -1),
            bound(writable, 1),
            first.path("heldOut").asLong()),
        Figure.equal(ACT, "waves whose counts do not add up", 0, balance),
        Figure.equal(
            ACT,
            "letters in the mailboxes, against sent",
            sent.get(),
            letters.values().stream().mapToLong(Integer::longValue).sum()),
        Figure.between(
            ACT,
            "most letters to one person",
            1,
            STAGES.size(),
            letters.values().stream().mapToInt(Integer::intValue).max().orElse(0)),
        Figure.equal(
            ACT,
            "stays pressed, against the report",
            stays.get(),
            report.path("stayed").asLong()),
        Figure.equal(
            ACT,
            "unsubscribes pressed, against the report",
            leaves.get(),
            report.path("unsubscribed").asLong()));
  }

  /** Four standard deviations of a tenth. */
  private static long bound(long people, int side) {
    return Math.max(0, Math.round(people * .1 + side * 4 * Math.sqrt(people * .09)));
  }

  private static long imbalance(JsonNode wave) {
    long parts = wave.path("sent").asLong()
        + wave.path("failed").asLong()
        + wave.path("unknown").asLong()
        + wave.path("open").asLong()
        + Story.sum(wave.path("dropped"));
    return parts == wave.path("planned").asLong() ? 0 : 1;
  }
}
