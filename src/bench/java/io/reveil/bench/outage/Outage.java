package io.reveil.bench.outage;

import io.reveil.bench.trial.Figures;
import io.reveil.bench.trial.MailLoad;
import io.reveil.bench.trial.RecordedClicks;
import io.reveil.bench.trial.ServedJar;
import io.reveil.bench.trial.Trial;
import io.reveil.consent.wording.PurposeKind;
import io.reveil.consent.wording.PurposeSheet;
import io.reveil.consent.wording.Purposes;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
import io.reveil.link.HitLink;
import io.reveil.link.HitTokens;
import io.reveil.link.Links;
import io.reveil.link.SentMail;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * People press and follow links while the database goes away and comes back. What was acknowledged must be there, once;
 * what was not must have got a clear answer; and no mail may leave meanwhile (promises 1, 3 and 5).
 */
final class Outage {
  private static final Duration BESIDE = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration GLANCE = Duration.ofMillis(100);
  /** What had begun to leave when the database went may arrive. */
  private static final Duration UNDER_WAY = Duration.ofSeconds(2);

  private static final int CLICKERS = 8;
  private static final Duration BETWEEN_CLICKS = Duration.ofMillis(10);
  private static final int LEAVERS = 2;
  private static final Duration BETWEEN_LEAVERS = Duration.ofMillis(50);
  private static final int CONFIRMERS = 2;
  private static final Duration BETWEEN_CONFIRMERS = Duration.ofMillis(100);
  private static final int ASKERS = 32;
  /** Sign-ups whose mails are due when the database goes. */
  private static final int WAITING = 100;

  private static final int FOUND = 302;
  private static final int OK = 200;
  private static final int AWAY = 503;
  private static final String ONE_CLICK = "List-Unsubscribe=One-Click";

  private final Trial trial;
  private final Cable cable;
  private final Duration away;
  private final PrintWriter progress;
  private final HitTokens tokens;
  private final Links links;
  private final String letter;

  private final Set<HitLink.OfPerson> clicked = ConcurrentHashMap.newKeySet();
  private final Set<ContactId> left = ConcurrentHashMap.newKeySet();
  private final AtomicInteger confirmed = new AtomicInteger();
  private final Set<Asker.Open> toldToTryAgain = ConcurrentHashMap.newKeySet();
  /** What was answered neither by what was asked for nor by "try again". */
  private final Map<String, Integer> unclear = new ConcurrentHashMap<>();

  private volatile boolean over;

  Outage(Trial trial, Cable cable, int seconds, PrintWriter progress) {
    this.trial = trial;
    this.cable = cable;
    this.away = Duration.ofSeconds(seconds);
    this.progress = progress;
    this.tokens = trial.bean(HitTokens.class);
    this.links = trial.bean(Links.class);
    this.letter = trial.bean(Purposes.class).all().stream()
        .filter(sheet -> sheet.kind() == PurposeKind.LETTER)
        .map(PurposeSheet::id)
        .findFirst()
        .orElseThrow()
        .id();
  }

  /** How many can do something as often as is asked of them, in all the time there is. */
  private int times(int those, Duration between) {
    return (int) (those * away.plus(BESIDE.multipliedBy(3)).dividedBy(between));
  }

  private int leavers() {
    return times(LEAVERS, BETWEEN_LEAVERS);
  }

  /** Whoever leaves follows no link. */
  int people() {
    return leavers() + times(CLICKERS, BETWEEN_CLICKS) / Trial.LINKS + 1;
  }

  /** Whether all was as promised. */
  boolean measure(String url, List<SentMail> mails, Figures figures)
      throws IOException, InterruptedException, MessagingException {
    try (HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        Asker asker = new Asker(http);
        ServedJar server = ServedJar.start(
            trial.home().resolve("served"),
            trial.home().resolve("keys"),
            Map.of(
                "REVEIL_DB_URL", url,
                "REVEIL_SMTP_HOST", "127.0.0.1",
                "REVEIL_SMTP_PORT", String.valueOf(asker.port()),
                "REVEIL_TRACKING_LINKS", "IDENTIFIED",
                "REVEIL_SUBSCRIPTION_BURST", "1000000",
                "REVEIL_WEB_POSTS_PER_MINUTE", "1000000"))) {
      List<Asker.Open> open = asked(server, asker, times(CONFIRMERS, BETWEEN_CONFIRMERS));
      long granted = acts("GRANTED");
      long meanwhile = press(server, asker, http, mails, open);
      long replayed = System.nanoTime();
      until("the spool is empty", () -> server.meter("reveil_spool_records") == 0);
      figures.whole("s until nothing was left to replay", seconds(replayed));
      int due = times(CONFIRMERS, BETWEEN_CONFIRMERS) + WAITING;
      until("all mails arrived", () -> asker.mails() >= due);
      Thread.sleep(BESIDE);
      figures.whole(
          "mails sent again, since nobody knew whether they had left", asker.mails() - due);
      for (Asker.Open again : toldToTryAgain) {
        answered("a confirmation pressed again", asker.press(again), OK);
      }
      return tell(server, granted, meanwhile, figures);
    }
  }

  private List<Asker.Open> asked(ServedJar server, Asker asker, int count)
      throws IOException, InterruptedException, MessagingException {
    ask(server, asker, Asker.addresses("asks", count));
    until("the mails to those who asked arrived", () -> asker.mails() == count);
    progress.printf("%,d sign-ups wait for their confirmation%n", count);
    progress.flush();
    return asker.open();
  }

  private static void ask(ServedJar server, Asker asker, List<String> addresses)
      throws InterruptedException {
    try (ExecutorService threads = Executors.newFixedThreadPool(ASKERS)) {
      List<Callable<Boolean>> asks = new ArrayList<>();
      for (String address : addresses) {
        asks.add(() -> {
          asker.ask(server, address);
          return true;
        });
      }
      for (Future<Boolean> ask : threads.invokeAll(asks)) {
        ask.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("A sign-up failed: " + e.getCause(), e);
    }
  }

  /** How many mails left while the database was away. */
  private long press(
      ServedJar server, Asker asker, HttpClient http, List<SentMail> mails, List<Asker.Open> open)
      throws InterruptedException {
    List<SentMail> leaving = mails.subList(0, leavers());
    List<HitLink.OfPerson> followed =
        trial.bean(MailLoad.class).links(mails.subList(leavers(), mails.size()));
    Map<ContactId, EmailAddress> addresses = addresses();
    List<Thread> people = new ArrayList<>();
    people.addAll(each(CLICKERS, BETWEEN_CLICKS, followed, link -> {
      URI page = server.uri("/l/" + tokens.issue(HitLink.Use.CLICK, link));
      int status = http.send(HttpRequest.newBuilder(page).build(), BodyHandlers.discarding())
          .statusCode();
      if (answered("a click", status, FOUND)) {
        clicked.add(link);
      }
    }));
    people.addAll(each(LEAVERS, BETWEEN_LEAVERS, leaving, mail -> {
      EmailAddress address = Objects.requireNonNull(addresses.get(mail.contact()));
      int status = http.send(
              HttpRequest.newBuilder(server.uri(
                      "/u/" + links.unsubscribe(mail.contact(), mail.messageId(), address)))
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(HttpRequest.BodyPublishers.ofString(ONE_CLICK))
                  .build(),
              BodyHandlers.discarding())
          .statusCode();
      if (answered("a withdrawal", status, OK)) {
        left.add(mail.contact());
      }
    }));
    people.addAll(each(CONFIRMERS, BETWEEN_CONFIRMERS, open, page -> {
      int status = asker.press(page);
      if (status == AWAY) {
        toldToTryAgain.add(page);
      } else if (answered("a confirmation", status, OK)) {
        confirmed.incrementAndGet();
      }
    }));
    long meanwhile = pass(server, asker);
    over = true;
    for (Thread one : people) {
      one.join();
    }
    return meanwhile;
  }

  private long pass(ServedJar server, Asker asker) throws InterruptedException {
    Thread.sleep(BESIDE);
    ask(server, asker, Asker.addresses("waits", WAITING));
    cable.cut();
    Load before = load();
    say("the database is away");
    Thread.sleep(UNDER_WAY);
    int mails = asker.mails();
    Thread.sleep(away.minus(UNDER_WAY));
    int meanwhile = asker.mails() - mails;
    Load during = load();
    cable.mend();
    say("the database is back");
    Thread.sleep(BESIDE);
    demandLoad(new Load(0, 0, 0), before);
    demandLoad(before, during);
    demandLoad(during, load());
    return meanwhile;
  }

  /** What was answered so far. */
  private record Load(int clicks, int withdrawals, int confirmations) {}

  private Load load() {
    return new Load(clicked.size(), left.size(), confirmed.get() + toldToTryAgain.size());
  }

  /** A database that nobody asks for anything is not away under load. */
  private static void demandLoad(Load before, Load after) {
    if (after.clicks() == before.clicks()
        || after.withdrawals() == before.withdrawals()
        || after.confirmations() == before.confirmations()) {
      throw new IllegalStateException(
          "Not all did something before, during and after: %s, then %s.".formatted(before, after));
    }
  }

  private void say(String what) {
    progress.printf(
        "%s; so far %,d clicks, %,d withdrawals, %,d confirmations, %,d told to try again%n",
        what, clicked.size(), left.size(), confirmed.get(), toldToTryAgain.size());
    progress.flush();
  }

  private interface Deed<T> {
    void of(T one) throws IOException, InterruptedException;
  }

  /** So many people who do the next of these things one after the other, until all is over. */
  private <T> List<Thread> each(int those, Duration between, List<T> things, Deed<T> deed) {
    AtomicInteger next = new AtomicInteger();
    List<Thread> people = new ArrayList<>();
    for (int i = 0; i < those; i++) {
      people.add(Thread.ofVirtual().start(() -> {
        try {
          for (int at = next.getAndIncrement();
              !over && at < things.size();
              at = next.getAndIncrement()) {
            deed.of(things.get(at));
            Thread.sleep(between);
          }
        } catch (IOException | RuntimeException e) {
          unclear.merge("none: " + e, 1, Integer::sum);
        } catch (InterruptedException _) {
          Thread.currentThread().interrupt();
        }
      }));
    }
    return people;
  }

  private boolean answered(String what, int status, int hoped) {
    if (status != hoped) {
      unclear.merge(what + ": " + status, 1, Integer::sum);
    }
    return status == hoped;
  }

  private static void until(String what, BooleanSupplier so) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!so.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "After " + PATIENCE.toMinutes() + " minutes it was not so that " + what + ".");
      }
      Thread.sleep(GLANCE);
    }
  }

  private static double seconds(long since) {
    return Duration.ofNanos(System.nanoTime() - since).toMillis() / 1e3;
  }

  private Map<ContactId, EmailAddress> addresses() {
    Map<ContactId, EmailAddress> addresses = new HashMap<>();
    trial
        .database()
        .list(
            "SELECT contact_id, email FROM contact WHERE email IS NOT NULL",
            row -> addresses.put(
                new ContactId(row.getLong(1)),
                EmailAddress.parse(row.getString(2)).orElseThrow()));
    return addresses;
  }

  private long acts(String act) {
    return trial
        .database()
        .first(
            "SELECT COUNT(*) FROM consent_event WHERE act = ? AND purpose = ?",
            row -> row.getLong(1),
            act,
            letter)
        .orElseThrow();
  }

  private Set<ContactId> withdrawn() {
    return Set.copyOf(trial
        .database()
        .list(
            "SELECT contact_id FROM current_consent WHERE purpose = ? AND state = 'WITHDRAWN'",
            row -> new ContactId(row.getLong(1)),
            letter));
  }

  private long grantedToAskers() {
    return trial.database().first("""
            SELECT COUNT(*)
              FROM contact c
              JOIN current_consent g
                ON g.contact_id = c.contact_id
             WHERE c.email LIKE 'asks%'
               AND g.purpose = ?
               AND g.state = 'GRANTED'
            """, row -> row.getLong(1), letter).orElseThrow();
  }

  private boolean tell(ServedJar server, long grantedBefore, long meanwhile, Figures figures) {
    Map<HitLink.OfPerson, Integer> recorded = RecordedClicks.of(trial);
    long unrecorded = server.meter("reveil_hits_unrecorded_total");
    long lostClicks =
        clicked.stream().filter(click -> !recorded.containsKey(click)).count();
    long doubledClicks = recorded.values().stream().filter(times -> times > 1).count();
    Set<ContactId> withdrawn = withdrawn();
    long lostWithdrawals =
        left.stream().filter(person -> !withdrawn.contains(person)).count();
    long doubledWithdrawals = acts("WITHDRAWN") - withdrawn.size();
    int pressed = confirmed.get() + toldToTryAgain.size();
    long granted = grantedToAskers();
    long doubledGrants = acts("GRANTED") - grantedBefore - granted;
    figures.whole("clicks acknowledged", clicked.size());
    figures.whole("clicks lost", lostClicks);
    figures.whole("clicks recorded twice", doubledClicks);
    figures.whole("clicks led on unrecorded, as the server itself counted", unrecorded);
    figures.whole("withdrawals acknowledged", left.size());
    figures.whole("withdrawals lost", lostWithdrawals);
    figures.whole("withdrawals recorded twice", doubledWithdrawals);
    figures.whole("confirmations acknowledged", confirmed.get());
    figures.whole("confirmations told to try again, and confirmed then", toldToTryAgain.size());
    figures.whole("confirmations lost", pressed - granted);
    figures.whole("confirmations recorded twice", doubledGrants);
    figures.whole("mails that left meanwhile", meanwhile);
    unclear.forEach(
        (answer, times) -> figures.whole("answers that were not clear, " + answer, times));
    return unclear.isEmpty()
        && lostClicks + unrecorded == 0
        && pressed == granted
        && lostWithdrawals + doubledClicks + doubledWithdrawals + doubledGrants + meanwhile == 0;
  }
}
