package io.reveil.bench;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The load generator wrk: one thread, many connections, and its own account of what was answered when. */
final class Wrk {
  /**
   * Each request asks for the next line of a file; a pause keeps each connection waiting before its next request. An answer
   * that is late is no failure: its time is in the account.
   */
  private static final String SCRIPT = """
      local requests, at, pause = {}, 0, 0

      function init(args)
        wrk.headers["User-Agent"] =
          "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
        for line in io.lines(args[1]) do
          requests[#requests + 1] = wrk.format("GET", args[2] .. line)
        end
        pause = tonumber(args[3])
        if pause > 0 then
          delay = function() return math.floor(pause + math.random()) end
        end
      end

      function request()
        at = at % #requests + 1
        return requests[at]
      end

      function done(summary, latency)
        local errors = summary.errors
        io.write(string.format("answered=%d micros=%d p50=%d p99=%d failed=%d\\n",
          summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
          errors.connect + errors.read + errors.write + errors.status))
      end
      """;

  private static final Pattern ACCOUNT =
      Pattern.compile("answered=(\\d+) micros=(\\d+) p50=(\\d+) p99=(\\d+) failed=(\\d+)");

  private static final double MICROS = 1e6;
  private static final double MICROS_OF_MILLI = 1e3;

  private final Path program;
  private final Path script;
  private final Path lines;
  private final int connections;

  private Wrk(Path program, Path script, Path lines, int connections) {
    this.program = program;
    this.script = script;
    this.lines = lines;
    this.connections = connections;
  }

  /** Where it is, if on this path of searching. */
  static Optional<Path> find(String searched) {
    return Arrays.stream(searched.split(File.pathSeparator, -1))
        .map(folder -> Path.of(folder, "wrk"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** @param lines what each request ends with */
  static Wrk of(Path program, Path folder, List<String> lines, int connections) throws IOException {
    return new Wrk(
        program,
        Files.writeString(folder.resolve("wrk.lua"), SCRIPT),
        Files.write(folder.resolve("wrk.txt"), lines),
        connections);
  }

  /** How many requests are under way at once. */
  int connections() {
    return connections;
  }

  /** Its account of a run; times in milliseconds. What was on its way when it ended is not in it. */
  record Run(long answered, double seconds, double median, double p99, long failed) {
    double rate() {
      return answered / seconds;
    }

    static Run read(String printed) {
      Matcher account = ACCOUNT.matcher(printed);
      if (!account.find()) {
        throw new IllegalStateException("wrk did not say what it did: " + printed);
      }
      return new Run(
          Long.parseLong(account.group(1)),
          Long.parseLong(account.group(2)) / MICROS,
          Long.parseLong(account.group(3)) / MICROS_OF_MILLI,
          Long.parseLong(account.group(4)) / MICROS_OF_MILLI,
          Long.parseLong(account.group(5)));
    }
  }

  /** @param pause of each connection before each request, in milliseconds */
  Run run(URI server, String prefix, int seconds, double pause)
      throws IOException, InterruptedException {
    Process process = new ProcessBuilder(
            program.toString(),
            "-t1",
            "-c" + connections,
            "-d" + seconds + "s",
            "--latency",
            "-s" + script,
            server.toString(),
            "--",
            lines.toString(),
            prefix,
            String.format(Locale.ROOT, "%.3f", pause))
        .redirectErrorStream(true)
        .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return Run.read(printed);
  }
}
