package io.reveil.bench;

import io.reveil.bench.trial.Figures;
import io.reveil.bench.trial.Measurement;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;

/** The tokens of links, by JMH. */
@Command(
    name = "token",
    description = "Measures how many tokens of clicked links one core verifies. Needs no database.")
final class TokenBench extends Measurement {
  private static final double NANOS = 1e9;

  TokenBench() {}

  @Override
  public boolean measure(Figures figures) throws Exception {
    Options options = new OptionsBuilder()
        .include(TokenSpeed.class.getName())
        .jvmArgsAppend("-Dlogback.configurationFile=logback-command.xml")
        .verbosity(VerboseMode.SILENT)
        .shouldFailOnError(true)
        .build();
    Result<?> verified = new Runner(options).runSingle().getPrimaryResult();
    figures.whole("tokens verified/s, one core", verified.getScore());
    figures.whole("error of that, at 99.9 %", verified.getScoreError());
    figures.fine("nanoseconds each", NANOS / verified.getScore());
    return true;
  }
}
