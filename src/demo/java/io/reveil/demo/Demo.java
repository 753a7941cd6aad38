package io.reveil.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
public final class Demo implements Runnable {
  @Option(names = "--once", description = "Play the acts without a hand, print expected and found figures; exit 0 only if all agree.")
  private boolean once;

  @Option(names = "--port", description = "The port of the page (default: ${DEFAULT-VALUE}; 0: any free one).", defaultValue = "8090")
  private int port;

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private boolean agrees = true;

  public static void main(String[] arguments) {
    System.setProperty("logback.configurationFile", "demo/logback.xml");
    Thread.setDefaultUncaughtExceptionHandler(Demo::sayUnlessCutOff);
    Demo demo = new Demo();
    int exit = new CommandLine(demo).execute(arguments);
    System.exit(exit != 0 ? exit : demo.agrees ? 0 : 1);
  }

  /** A server whose plug is pulled leaves GreenMail's threads with half a conversation, and they say so at length. */
  private static void sayUnlessCutOff(Thread thread, Throwable failure) {
    if (!thread.getName().startsWith("smtp:")) {
      failure.printStackTrace();
    }
  }

  @Override
  public void run() {
    Path home = emptyHome();
    Base base = Base.make();
    out.println("Starting Réveil with a mailbox of its own …");
    try (Mailbox mailbox = new Mailbox();
        ChildServer server = ChildServer.start(home, mailbox.port(), Base.START)) {
      Story.Journal journal = new Story.Journal();
      Story story = new Story(server, new Api(server), mailbox, base, journal);
      if (once) {
        playOnce(story, journal);
      } else {
        playOnPage(story, mailbox, server, base, journal);
      }
    }
  }

  private void playOnce(Story story, Story.Journal journal) {
    List<Figure> figures = new ArrayList<>(story.begin());
    figures.addAll(story.signUpAndConfirm());
    figures.addAll(story.fortyDays());
    figures.addAll(story.releaseScanner());
    figures.addAll(story.pullThePlug());
    figures.addAll(story.forgetMe(story.someLetter().orElseThrow()));
    journal.lines().forEach(line -> out.println("  " + line));
    print(figures);
    agrees = figures.stream().allMatch(Figure::agrees);
  }

  private void print(List<Figure> figures) {
    int name = width(figures.stream().map(Figure::name));
    int expected = width(figures.stream().map(Figure::expected));
    int act = width(figures.stream().map(Figure::act));
    String line = "%-" + act + "s  %-" + name + "s  %" + Math.max(expected, 8) + "s  %10s  %s%n";
    out.printf("%n" + line, "Act", "Figure", "expected", "found", "");
    for (Figure figure : figures) {
      out.printf(line, figure.act(), figure.name(), figure.expected(), figure.found(), figure.agrees() ? "ok" : "DIFFERS");
    }
    long wrong = figures.stream().filter(figure -> !figure.agrees()).count();
    out.printf("%n%d figures, %d differ.%n", figures.size(), wrong);
  }

  private static int width(Stream<String> words) {
    return words.mapToInt(String::length).max().orElse(0);
  }

  private void playOnPage(Story story, Mailbox mailbox, ChildServer server, Base base, Story.Journal journal) {
    try (Stage stage = Stage.open(port, story, mailbox, server, base, journal)) {
      out.println("The story is on  http://127.0.0.1:" + stage.port() + "/");
      out.println("The server is on " + server.uri("/f/newsletter") + "   (log: " + server.log() + ")");
      out.println("Ctrl-C ends both.");
      stage.prepare();
      stage.awaitEnd();
    }
  }

  private static Path emptyHome() {
    Path home = Path.of(System.getenv().getOrDefault("REVEIL_HOME", "var"), "demo").toAbsolutePath();
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
