package io.reveil.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micronaut.context.ApplicationContext;
import io.reveil.consent.seal.Sealer;
import io.reveil.consent.verify.LedgerVerifier;
import io.reveil.job.Database;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The ledger. Everything that counts is a ratio within one run: seconds alone say more of the disk than of Réveil. */
@Command(
    name = "ledger",
    description =
        "Measures granted consents against bare inserts of the same bytes, sealing, verifying, and what they need.")
final class LedgerBench implements Callable<Integer> {
  private static final int ROUNDS = 5;
  private static final int CONNECTIONS = 4;
  private static final int TENTH = 10;
  private static final double NANOS = 1e9;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(
      names = "--events",
      defaultValue = "1000000",
      paramLabel = "N",
      description =
          "how long the ledger gets; measured at a tenth and at the end; ${DEFAULT-VALUE} by default")
  private long events;

  @Option(
      names = "--transactions",
      defaultValue = "4000",
      paramLabel = "N",
      description = "of each kind and round; ${DEFAULT-VALUE} by default")
  private int transactions;

  @Option(names = "--json", description = "print JSON for programs, in one line")
  private boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this and exit")
  boolean help;

  private final Map<String, Object> figures = new LinkedHashMap<>();

  LedgerBench() {}

  @Override
  public Integer call() throws Exception {
    require(transactions >= CONNECTIONS, "--transactions: at least " + CONNECTIONS + ".");
    Path home = Files.createTempDirectory("reveil-bench-");
    try (ApplicationContext context = ApplicationContext.builder()
        .banner(false)
        .deduceEnvironment(false)
        .overrideConfigLocations("classpath:config/", "file:config/")
        .properties(Map.of("reveil.home", home.toString(), "reveil.job.enabled", "false"))
        .start()) {
      measure(context);
    } finally {
      forget(home);
    }
    print();
    return 0;
  }

  private static void forget(Path home) throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private void measure(ApplicationContext context) throws Exception {
    Database database = context.getBean(Database.class);
    require(
        count(database, "SELECT COUNT(*) FROM consent_event") == 0,
        "This database has a ledger already: give an empty one in REVEIL_DB_URL.");
    LedgerLoad load = context.getBean(LedgerLoad.class);
    grants(database, load);
    for (long size : List.of(events / TENTH, events)) {
      long more = size - count(database, "SELECT COUNT(*) FROM consent_event");
      require(more > 0, "--events: more than " + TENTH + " times what --transactions bring.");
      String at = String.format(Locale.ROOT, " at %,d events", size);
      timed("import, events/s" + at, more, () -> load.fill(more));
      watched("seal", at, unsealed(database), () -> seal(context.getBean(Sealer.class)));
      watched("verify", at, size, () -> verify(context.getBean(LedgerVerifier.class)));
    }
  }

  /** In turns, so that whatever else the machine does falls on both. */
  private void grants(Database database, LedgerLoad load) throws Exception {
    rate(load::grant);
    int bytes = bytes(database);
    AtomicLong ids = new AtomicLong();
    List<Double> granted = new ArrayList<>();
    List<Double> inserted = new ArrayList<>();
    Cost cost = new Cost(0, 0);
    database.update(
        "CREATE TABLE bench_row (id BIGINT NOT NULL PRIMARY KEY, body VARBINARY(8000) NOT NULL)");
    for (int round = 0; round < ROUNDS; round++) {
      Cost before = Cost.of(database);
      granted.add(rate(load::grant));
      cost = cost.plus(Cost.of(database).minus(before));
      inserted.add(rate(() -> database.update(
          "INSERT INTO bench_row (id, body) VALUES (?, ?)",
          ids.incrementAndGet(),
          new byte[bytes])));
    }
    database.update("DROP TABLE bench_row");
    double each = (double) ROUNDS * transactions;
    figures.put("grants/s, of one transaction each", Math.round(median(granted)));
    figures.put("bare inserts/s, of " + bytes + " bytes each", Math.round(median(inserted)));
    figures.put("grants to bare inserts", rounded(median(granted) / median(inserted)));
    figures.put("commits per event", rounded(cost.commits() / each));
    figures.put("redo bytes per event", Math.round(cost.redo() / each));
  }

  private static long unsealed(Database database) {
    return count(database, "SELECT COUNT(*) FROM consent_event")
        - count(database, "SELECT COUNT(*) FROM seal_entry");
  }

  /** What a grant writes: its sealed text, and the values behind the commitments. */
  private static int bytes(Database database) {
    long events = count(database, "SELECT COUNT(*) FROM consent_event");
    long texts = count(database, "SELECT SUM(LENGTH(canonical)) FROM consent_event");
    long values = count(database, "SELECT SUM(LENGTH(name) + LENGTH(opened)) FROM consent_opening");
    return Math.toIntExact((texts + values) / events);
  }

  /** Transactions a second, over some connections at once. */
  private double rate(Runnable transaction) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
      List<Future<?>> running = new ArrayList<>();
      long began = System.nanoTime();
      for (int i = 0; i < CONNECTIONS; i++) {
        running.add(threads.submit(() -> {
          for (int j = 0; j < transactions / CONNECTIONS; j++) {
            transaction.run();
          }
        }));
      }
      for (Future<?> each : running) {
        each.get();
      }
      return perSecond((long) transactions / CONNECTIONS * CONNECTIONS, began);
    }
  }

  private static void seal(Sealer sealer) {
    boolean left = true;
    while (left) {
      left = sealer.round();
    }
  }

  private void verify(LedgerVerifier verifier) {
    verifier.run().fault().ifPresent(fault -> require(false, fault));
  }

  private void watched(String what, String at, long size, Runnable work) {
    try (Heap heap = Heap.watched()) {
      timed(what + ", events/s" + at, size, work);
      figures.put(what + ", MB of heap" + at, heap.megabytes());
    }
  }

  private void timed(String what, long size, Runnable work) {
    long began = System.nanoTime();
    work.run();
    figures.put(what, Math.round(perSecond(size, began)));
  }

  private static double perSecond(long size, long began) {
    return size * NANOS / (System.nanoTime() - began);
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  private static double rounded(double value) {
    return Math.round(value * 100) / 100.0;
  }

  private static long count(Database database, String question) {
    return database.first(question, row -> row.getLong(1)).orElseThrow();
  }

  private void require(boolean right, String sentence) {
    if (!right) {
      throw new ParameterException(spec.commandLine(), sentence);
    }
  }

  private void print() throws JsonProcessingException {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(new ObjectMapper().writeValueAsString(figures));
    } else {
      figures.forEach((name, figure) -> out.println("%-44s %12s".formatted(name, shown(figure))));
    }
    out.flush();
  }

  private static String shown(Object figure) {
    return figure instanceof Long whole
        ? String.format(Locale.ROOT, "%,d", whole)
        : String.valueOf(figure);
  }
}
