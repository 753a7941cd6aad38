package io.reveil.web.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.reveil.kernel.Fault;
import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * A command that is a client of the running server. It prints a sentence, or with {@code --json} what programs read;
 * what went wrong is a sentence on standard error and an exit code that a scheduler can use.
 */
public abstract class RemoteCommand implements Callable<Integer> {
  public static final int DONE = 0;
  /** It failed, was stopped, or the server was lost. */
  public static final int FAILED = 1;
  /** A guard refused it. */
  public static final int REFUSED = 3;

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  /** The server itself gives a silent connection up a minute later (micronaut.server.idle-timeout). */
  private static final Duration LONG = Duration.ofMinutes(10);

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

  /** Does the work; returns {@link #DONE}, {@link #FAILED} or {@link #REFUSED}. */
  protected abstract int run(ApiClient server);

  @Override
  public final Integer call() {
    try {
      return run(ApiClient.of(environment()));
    } catch (Fault e) {
      say(String.valueOf(e.getMessage()));
      return CommandLine.ExitCode.USAGE;
    } catch (ApiClient.Refused e) {
      say(String.valueOf(e.getMessage()));
      return e.isByGuard() ? REFUSED : FAILED;
    } catch (ApiClient.Lost e) {
      say(String.valueOf(e.getMessage()));
      return FAILED;
    }
  }

  /** The environment of the process; a test brings its own. */
  private Map<String, String> environment() {
    return spec.root().userObject() instanceof WithEnvironment root
        ? root.environment()
        : System.getenv();
  }

  /** The top command, which knows the environment. */
  public interface WithEnvironment {
    Map<String, String> environment();
  }

  /** Prints an answer: as it is with {@code --json}, else as the sentence or table made of it. */
  protected final void print(JsonNode answer, Function<JsonNode, String> words) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? answer.toString() : words.apply(answer));
    out.flush();
  }

  /**
   * Prints a list that comes page by page, however long: one line an item, or one array with {@code --json}.
   *
   * @param pages asked for the page after an item, at first after {@code null}, until one comes empty
   */
  protected final void printAll(
      Function<@Nullable JsonNode, JsonNode> pages, Function<JsonNode, String> line) {
    PrintWriter out = spec.commandLine().getOut();
    String before = "[";
    for (JsonNode page = pages.apply(null);
        !page.isEmpty();
        page = pages.apply(page.get(page.size() - 1))) {
      for (JsonNode item : page) {
        out.print(json ? before + item : line.apply(item) + System.lineSeparator());
        before = ",";
      }
      out.flush();
    }
    if (json) {
      out.println(before.equals("[") ? "[]" : "]");
    }
    out.flush();
  }

  /** Says something to the person at the terminal that is not the result: on standard error. */
  protected final void say(String sentence) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(sentence);
    err.flush();
  }

  /** The answer, of a server that restarts too: only what may be asked twice is asked like this. */
  protected final JsonNode patiently(Supplier<JsonNode> question) {
    return waiting().answer(question);
  }

  /** The answer to what the server must walk the whole base for; a line says what it is at. */
  protected final JsonNode atLength(
      ApiClient server, Function<ApiClient, JsonNode> question, String line) {
    progress(line);
    try {
      return question.apply(server.patient(LONG));
    } finally {
      progress("");
    }
  }

  /** Asks until it is over, over restarts of the server too, and shows how far it is. */
  protected final JsonNode watch(
      Supplier<JsonNode> question, Predicate<JsonNode> isOver, Function<JsonNode, String> line) {
    return waiting().end(question, isOver, line);
  }

  private Waiting waiting() {
    return new Waiting(PATIENCE, this::progress);
  }

  /** How far it is: over and over on one line of a terminal, nowhere else; an empty line at the end. */
  protected final void progress(String line) {
    if (!json && isTerminal()) {
      PrintWriter err = spec.commandLine().getErr();
      err.print("\r\u001B[K" + line);
      err.flush();
    }
  }

  private static boolean isTerminal() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }

  /** The word that calls this command. */
  protected final String name() {
    return spec.name();
  }
}
