package io.reveil.bench;

import java.util.concurrent.Callable;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The tokens of links, by JMH. */
@Command(
    name = "token",
    description = "Measures how many tokens of clicked links one core verifies. Needs no database.")
final class TokenBench implements Callable<Integer> {
  private static final double NANOS = 1e9;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(names = "--json", description = "print JSON for programs, in one line")
  private boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this and exit")
  boolean help;

  TokenBench() {}

  @Override
  public Integer call() throws Exception {
    Options options = new OptionsBuilder()
        .include(TokenSpeed.class.getName())
        .jvmArgsAppend("-Dlogback.configurationFile=logback-command.xml")
        .verbosity(VerboseMode.SILENT)
        .shouldFailOnError(true)
        .build();
    Result<?> verified = new Runner(options).runSingle().getPrimaryResult();
    Figures figures = new Figures();
    figures.whole("tokens verified/s, one core", verified.getScore());
    figures.whole("error of that, at 99.9 %", verified.getScoreError());
    figures.fine("nanoseconds each", NANOS / verified.getScore());
    figures.print(spec.commandLine().getOut(), json);
    return 0;
  }
}
