package io.reveil.bench;

import io.micrometer.core.instrument.MeterRegistry;
import io.reveil.bench.trial.Figures;
import io.reveil.bench.trial.Trial;
import io.reveil.job.Database;
import io.reveil.tracking.Journal;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** How fast a click is answered once it is committed, beside the same without a database and with an insert each. */
final class ClickSpeed {
  private static final int ROUNDS = 5;
  /** Writers do few large things: it takes them a minute to be compiled for good. */
  private static final int WARMING = 12;

  private static final int CALIBRATIONS = 2;
  private static final double MILLIS = 1e3;
  private static final double NANOS = 1e9;

  private final Wrk wrk;
  private final URI server;
  private final int seconds;
  private final Trial trial;
  private final Figures figures;
  private final Map<Way, List<Wrk.Run>> all = new EnumMap<>(Way.class);
  private final List<Filing> filings = new ArrayList<>();

  ClickSpeed(Wrk wrk, URI server, int seconds, Trial trial, Figures figures) {
    this.wrk = wrk;
    this.server = server;
    this.seconds = seconds;
    this.trial = trial;
    this.figures = figures;
  }

  private enum Way {
    DURABLE("/l/", "durable"),
    WITHOUT("/bench/none/", "without database"),
    INSERTED("/bench/insert/", "one insert each");

    private final String prefix;
    private final String name;

    Way(String prefix, String name) {
      this.prefix = prefix;
      this.name = name;
    }
  }

  /** What came after a run: its clicks were written where they stay. Seconds each. */
  private record Filing(long clicks, double answering, double filing) {
    double rate() {
      return clicks / filing;
    }

    double whole() {
      return clicks / (answering + filing);
    }
  }

  void measure() throws IOException, InterruptedException {
    Map<Way, List<Wrk.Run>> rounds = atFullSpeed();
    rounds.forEach((way, runs) -> {
      figures.whole("clicks/s, " + way.name, median(runs, Wrk.Run::rate));
      figures.fine("p50 ms, " + way.name, median(runs, Wrk.Run::median));
      figures.fine("p99 ms, " + way.name, median(runs, Wrk.Run::p99));
    });
    List<Filing> measured = filings.subList(WARMING, WARMING + ROUNDS);
    figures.whole("clicks/s, durable, filed afterwards", median(measured, Filing::rate));
    figures.whole("clicks/s, durable, both in turns", median(measured, Filing::whole));
    figures.fine("durable to without database", ratio(rounds, Way.WITHOUT));
    figures.fine("durable to one insert each", ratio(rounds, Way.INSERTED));
    atHalfSpeed(median(of(rounds, Way.DURABLE), Wrk.Run::rate) / 2);
    count(Way.DURABLE, "SELECT COUNT(*) FROM hit");
    count(Way.INSERTED, "SELECT COUNT(*) FROM bench_hit");
    figures.whole(
        "durable clicks that led on without being recorded",
        trial.bean(MeterRegistry.class).counter("reveil.hits.unrecorded").count());
  }

  /** In turns, so that whatever else the machine does falls on all. */
  private Map<Way, List<Wrk.Run>> atFullSpeed() throws IOException, InterruptedException {
    for (int round = 0; round < WARMING; round++) {
      for (Way way : Way.values()) {
        run(way, 0);
      }
    }
    Map<Way, List<Wrk.Run>> rounds = new EnumMap<>(Way.class);
    Database database = trial.database();
    Cost cost = new Cost(0, 0);
    for (int round = 0; round < ROUNDS; round++) {
      for (Way way : Way.values()) {
        Cost before = Cost.of(database);
        rounds.computeIfAbsent(way, _ -> new ArrayList<>()).add(run(way, 0));
        cost = way == Way.DURABLE ? cost.plus(Cost.of(database).minus(before)) : cost;
      }
    }
    double clicks = answered(of(rounds, Way.DURABLE));
    figures.fine("commits per durable click, filed", cost.commits() / clicks);
    figures.whole("redo bytes per durable click, filed", cost.redo() / clicks);
    return rounds;
  }

  /** wrk has no rate to be told: each connection pauses, for as long as makes it so. */
  private void atHalfSpeed(double half) throws IOException, InterruptedException {
    double pause = wrk.connections() * MILLIS / half;
    for (int i = 0; i < CALIBRATIONS; i++) {
      double cycle = wrk.connections() * MILLIS / run(Way.DURABLE, pause).rate();
      pause = Math.max(0, pause + wrk.connections() * MILLIS / half - cycle);
    }
    tell("at half load", pause);
    try (ScheduledExecutorService filing = Executors.newSingleThreadScheduledExecutor()) {
      var _ =
          filing.scheduleWithFixedDelay(trial.bean(Journal.class)::fileAll, 0, 1, TimeUnit.SECONDS);
      tell("at half load, filed beside", pause);
      filing.shutdownNow();
    }
  }

  private void tell(String how, double pause) throws IOException, InterruptedException {
    List<Wrk.Run> runs = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      runs.add(run(Way.DURABLE, pause));
    }
    figures.whole("clicks/s, durable, " + how, median(runs, Wrk.Run::rate));
    figures.fine("p50 ms, durable, " + how, median(runs, Wrk.Run::median));
    figures.fine("p99 ms, durable, " + how, median(runs, Wrk.Run::p99));
  }

  /** What was answered is filed before anything else is measured, so that no other way pays for it. */
  private Wrk.Run run(Way way, double pause) throws IOException, InterruptedException {
    Wrk.Run run = answered(way, pause);
    long start = System.nanoTime();
    trial.bean(Journal.class).fileAll();
    if (way == Way.DURABLE) {
      filings.add(new Filing(run.answered(), run.seconds(), (System.nanoTime() - start) / NANOS));
    }
    return run;
  }

  private Wrk.Run answered(Way way, double pause) throws IOException, InterruptedException {
    Wrk.Run run = wrk.run(server, way.prefix, seconds, pause);
    if (run.failed() > 0) {
      throw new IllegalStateException(
          "%d requests to %s failed.".formatted(run.failed(), way.prefix));
    }
    all.computeIfAbsent(way, _ -> new ArrayList<>()).add(run);
    return run;
  }

  /** All that were answered are there, and no more than those that were on their way when a run ended. */
  private void count(Way way, String question) {
    List<Wrk.Run> runs = of(all, way);
    long answered = (long) answered(runs);
    long rows = trial.count(question);
    if (rows < answered || rows > answered + (long) runs.size() * wrk.connections()) {
      throw new IllegalStateException(
          "%,d requests %s were answered, and %,d rows written (%s): what was measured is not what it should be."
              .formatted(answered, way.name, rows, question));
    }
    figures.whole("rows for %,d answers, %s".formatted(answered, way.name), rows);
  }

  private static List<Wrk.Run> of(Map<Way, List<Wrk.Run>> rounds, Way way) {
    return rounds.getOrDefault(way, List.of());
  }

  private static double answered(List<Wrk.Run> runs) {
    return runs.stream().mapToLong(Wrk.Run::answered).sum();
  }

  private static double ratio(Map<Way, List<Wrk.Run>> rounds, Way other) {
    return median(of(rounds, Way.DURABLE), Wrk.Run::rate)
        / median(of(rounds, other), Wrk.Run::rate);
  }

  private static <T> double median(List<T> runs, ToDoubleFunction<T> figure) {
    return Figures.median(runs.stream().mapToDouble(figure).boxed().toList());
  }
}
