package io.reveil.demo;

import com.sun.net.httpserver.HttpServer;
import io.reveil.demo.world.Base;
import io.reveil.demo.world.Mailbox;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
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
    CommandLine demo = new CommandLine(new Demo())
        .setExecutionExceptionHandler((failure, command, _) -> {
          command.getErr().println(failure.getMessage());
          return CommandLine.ExitCode.SOFTWARE;
        });
    System.exit(demo.execute(arguments));
  }

  @Override
  public Integer call() {
    try (DemoHome home = DemoHome.take(
        Path.of(System.getenv().getOrDefault("REVEIL_HOME", "var")).toAbsolutePath())) {
      return once ? playByItself(home) : playOnPage(home);
    }
  }

  private int playByItself(DemoHome home) {
    try (Cast cast = gather(home)) {
      return new Once(out).play(Once.acts(cast.story()));
    }
  }

  private Cast gather(DemoHome home) {
    out.println("Starting Réveil with a mailbox of its own …");
    return Cast.gather(
        Base.of(EVERYBODY), home.folder(), System.getProperty("java.class.path"), this::say);
  }

  /** On the page the sentences stand there. */
  private void say(String sentence) {
    if (once) {
      out.println("  " + sentence);
    }
  }

  private int playOnPage(DemoHome home) {
    HttpServer page = Stage.at(port);
    try (Cast cast = gather(home);
        Stage stage = Stage.open(page, cast)) {
      out.println("The story is on  http://127.0.0.1:" + stage.port() + "/");
      out.println("The server is on " + cast.server().uri("/f/newsletter") + "   (log: "
          + cast.server().log() + ")");
      out.println("Ctrl-C ends both.");
      stage.prepare();
      stage.awaitEnd();
      return 0;
    }
  }
}
