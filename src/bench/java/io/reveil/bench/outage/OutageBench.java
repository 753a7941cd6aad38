package io.reveil.bench.outage;

import io.reveil.bench.trial.Figures;
import io.reveil.bench.trial.MailLoad;
import io.reveil.bench.trial.Measurement;
import io.reveil.bench.trial.Trial;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A database that is away for a while, under load. */
@Command(
    name = "outage",
    description =
        "Cuts a served jar off its database while links are followed, letters left and sign-ups confirmed, and"
            + " counts what is there afterwards.")
public final class OutageBench extends Measurement {
  private static final Pattern SERVER =
      Pattern.compile("jdbc:(?:mariadb|mysql)://([^:/]+)(?::(\\d+))?/.*");
  private static final int USUAL_PORT = 3306;

  @Option(
      names = "--seconds",
      defaultValue = "60",
      paramLabel = "N",
      description = "how long the database is away; ${DEFAULT-VALUE} by default")
  private int seconds;

  OutageBench() {}

  @Override
  public boolean measure(Figures figures) throws Exception {
    require(seconds > 0, "--seconds: at least 1.");
    String url = System.getenv().getOrDefault("REVEIL_DB_URL", "");
    Matcher server = SERVER.matcher(url);
    require(
        server.matches(),
        "Name an empty database in REVEIL_DB_URL, as in jdbc:mariadb://127.0.0.1:3306/bench.");
    String host = server.group(1);
    int port = server.group(2) == null ? USUAL_PORT : Integer.parseInt(server.group(2));
    try (Trial trial = Trial.open(line(), Map.of());
        Cable cable = Cable.to(host, port)) {
      String cabled = url.replaceFirst("//[^/]+/", "//127.0.0.1:" + cable.port() + "/");
      Outage outage = new Outage(trial, cable, seconds, line().getErr());
      return outage.measure(cabled, trial.bean(MailLoad.class).fill(outage.people()), figures);
    }
  }
}
