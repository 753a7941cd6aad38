package io.reveil.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Plays the story on a page, or by itself with {@code --once}. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Starts Réveil on an embedded database with a mailbox of its own, brings in 5,000 customers",
      "of thirty months, and opens the story as a page: its address is printed, nothing else is needed.",
      "Ctrl-C ends it; what it wrote lies under var/demo and is made anew each time."
    })
public final class Demo implements Callable<Integer> {
  private static final int EVERYBODY = 5_000;

  @Option(
      names = "--once",
      description =
          "Play the acts without a hand, print expected and found figures; exit 0 only if all agree.")
  private boolean once;

  @Option(
      names = "--port",
      description = "The port of the page (default: ${DEFAULT-VALUE}; 0: any free one).",
      defaultValue = "8090")
  private int port;

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  public static void main(String[] arguments) {
    System.setProperty("logback.configurationFile", "demo/logback.xml");
    Mailbox.hushCutOffs();
    System.exit(new CommandLine(new Demo()).execute(arguments));
  }

  @Override
  public Integer call() {
    out.println("Starting Réveil with a mailbox of its own …");
    try (Cast cast = Cast.gather(
        Base.of(EVERYBODY), emptyHome(), System.getProperty("java.class.path"), this::say)) {
      return once ? new Once(out).play(Once.acts(cast.story())) : playOnPage(cast);
    }
  }

  /** On the page the sentences stand there. */
  private void say(String sentence) {
    if (once) {
      out.println("  " + sentence);
    }
  }

  private int playOnPage(Cast cast) {
    try (Stage stage = Stage.open(port, cast)) {
      out.println("The story is on  http://127.0.0.1:" + stage.port() + "/");
      out.println("The server is on " + cast.server().uri("/f/newsletter") + "   (log: "
          + cast.server().log() + ")");
      out.println("Ctrl-C ends both.");
      stage.prepare();
      stage.awaitEnd();
      return 0;
    }
  }

  private static Path emptyHome() {
    Path home =
        Path.of(System.getenv().getOrDefault("REVEIL_HOME", "var"), "demo").toAbsolutePath();
    try {
      if (Files.exists(home)) {
        try (Stream<Path> old = Files.walk(home)) {
          for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(path);
          }
        }
      }
      return Files.createDirectories(home);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot empty " + home + "; is another demo running?", e);
    }
  }
}
