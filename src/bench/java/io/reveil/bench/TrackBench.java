package io.reveil.bench;

import io.reveil.bench.trial.Figures;
import io.reveil.bench.trial.MailLoad;
import io.reveil.bench.trial.Measurement;
import io.reveil.bench.trial.Trial;
import io.reveil.link.HitLink;
import io.reveil.link.HitTokens;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Clicks of measured mail. */
@Command(
    name = "track",
    description =
        "Measures clicks that are answered once they are committed, against the same without a database and with"
            + " an insert each; or kills a server under their load.")
final class TrackBench extends Measurement {
  @Option(
      names = "--people",
      defaultValue = "100000",
      paramLabel = "N",
      description = "whose links are followed, in turn; ${DEFAULT-VALUE} by default")
  private int people;

  @Option(
      names = "--seconds",
      defaultValue = "5",
      paramLabel = "N",
      description = "of each round; ${DEFAULT-VALUE} by default")
  private int seconds;

  @Option(
      names = "--connections",
      defaultValue = "256",
      paramLabel = "N",
      description =
          "how many clicks are under way at once; few of them measure the disk's commits, many the work;"
              + " ${DEFAULT-VALUE} by default")
  private int connections;

  @Option(
      names = "--kills",
      paramLabel = "N",
      description =
          "instead: serve the jar, kill it so many times while links are followed, and count what is lost")
  private int kills;

  TrackBench() {}

  @Override
  public boolean measure(Figures figures) throws Exception {
    require(people > 0, "--people: at least 1.");
    require(seconds > 0, "--seconds: at least 1.");
    require(connections > 0, "--connections: at least 1.");
    require(kills >= 0, "--kills: how many times, as in 50.");
    return kills > 0 ? kill(figures) : compare(figures);
  }

  private boolean compare(Figures figures) throws Exception {
    Optional<Path> program = Wrk.find(System.getenv().getOrDefault("PATH", ""));
    require(
        program.isPresent(),
        "The load comes from wrk, which is not on the PATH: install it, as by apt-get install wrk or brew install"
            + " wrk (https://github.com/wg/wrk).");
    try (Trial trial = Trial.open(line(), Map.of("reveil.tracking.links", "IDENTIFIED"))) {
      HitTokens tokens = trial.bean(HitTokens.class);
      List<String> requests = links(trial).stream()
          .map(link -> tokens.issue(HitLink.Use.CLICK, link))
          .limit(people)
          .toList();
      Wrk wrk = Wrk.of(program.orElseThrow(), trial.home(), requests, connections);
      trial.bean(ComparedClicks.class).makeTable();
      new ClickSpeed(wrk, trial.serve(), seconds, trial, figures).measure();
    }
    return true;
  }

  private boolean kill(Figures figures) throws Exception {
    try (Trial trial = Trial.open(line(), Map.of())) {
      return new ClickKills(trial, links(trial), line().getErr()).measure(kills, figures);
    }
  }

  private List<HitLink.OfPerson> links(Trial trial) {
    MailLoad load = trial.bean(MailLoad.class);
    return load.links(load.fill(people));
  }
}
