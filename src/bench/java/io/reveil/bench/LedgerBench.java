package io.reveil.bench;

import io.reveil.bench.trial.Figures;
import io.reveil.bench.trial.Measurement;
import io.reveil.bench.trial.Trial;
import io.reveil.consent.seal.Sealer;
import io.reveil.consent.verify.LedgerVerifier;
import io.reveil.job.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The ledger. Everything that counts is a ratio within one run: seconds alone say more of the disk than of Réveil. */
@Command(
    name = "ledger",
    description =
        "Measures granted consents against bare inserts of the same bytes, sealing, verifying, and what they need.")
final class LedgerBench extends Measurement {
  private static final int ROUNDS = 5;
  private static final int CONNECTIONS = 4;
  private static final int TENTH = 10;

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

  LedgerBench() {}

  @Override
  public boolean measure(Figures figures) throws Exception {
    require(transactions >= CONNECTIONS, "--transactions: at least " + CONNECTIONS + ".");
    try (Trial trial = Trial.open(line(), Map.of())) {
      measure(trial, figures);
    }
    return true;
  }

  private void measure(Trial trial, Figures figures) throws Exception {
    Database database = trial.database();
    LedgerLoad load = trial.bean(LedgerLoad.class);
    grants(database, load, figures);
    for (long size : List.of(events / TENTH, events)) {
      long more = size - count(database, "SELECT COUNT(*) FROM consent_event");
      require(more > 0, "--events: more than " + TENTH + " times what --transactions bring.");
      String at = String.format(Locale.ROOT, " at %,d events", size);
      timed("import, events/s" + at, more, () -> load.fill(more), figures);
      watched("seal", at, unsealed(database), () -> seal(trial.bean(Sealer.class)), figures);
      watched("verify", at, size, () -> verify(trial.bean(LedgerVerifier.class)), figures);
    }
  }

  /** In turns, so that whatever else the machine does falls on both. */
  private void grants(Database database, LedgerLoad load, Figures figures) throws Exception {
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
    figures.whole("grants/s, of one transaction each", Figures.median(granted));
    figures.whole("bare inserts/s, of " + bytes + " bytes each", Figures.median(inserted));
    figures.fine("grants to bare inserts", Figures.median(granted) / Figures.median(inserted));
    figures.fine("commits per event", cost.commits() / each);
    figures.whole("redo bytes per event", cost.redo() / each);
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
      return Figures.perSecond((long) transactions / CONNECTIONS * CONNECTIONS, began);
    }
  }

  private static void seal(Sealer sealer) {
    boolean left = true;
    while (left) {
      left = sealer.round();
    }
  }

  private void verify(LedgerVerifier verifier) {
    verifier.run().faults().forEach(fault -> require(false, fault));
  }

  private static void watched(String what, String at, long size, Runnable work, Figures figures) {
    try (Heap heap = Heap.watched()) {
      timed(what + ", events/s" + at, size, work, figures);
      figures.whole(what + ", MB of heap" + at, heap.megabytes());
    }
  }

  private static void timed(String what, long size, Runnable work, Figures figures) {
    long began = System.nanoTime();
    work.run();
    figures.whole(what, Figures.perSecond(size, began));
  }

  private static long count(Database database, String question) {
    return database.first(question, row -> row.getLong(1)).orElseThrow();
  }
}
