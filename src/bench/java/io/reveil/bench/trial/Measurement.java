package io.reveil.bench.trial;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all that measure have in common: they print their figures, and fail if what they saw was wrong. */
public abstract class Measurement implements Callable<Integer> {
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

  @Override
  public final Integer call() throws Exception {
    Figures figures = new Figures();
    boolean isGood = measure(figures);
    figures.print(spec.commandLine().getOut(), json);
    return isGood ? 0 : 1;
  }

  /** Whether all was as it has to be. */
  public abstract boolean measure(Figures figures) throws Exception;

  public final CommandLine line() {
    return spec.commandLine();
  }

  /** @throws ParameterException with this sentence, which names the option and the fix */
  public final void require(boolean right, String sentence) {
    if (!right) {
      throw new ParameterException(line(), sentence);
    }
  }
}
