package io.reveil.testing;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A real browser with one page in it, for what a person sees and presses. */
public final class Browser implements AutoCloseable {
  private static final List<String> FLAGS = List.of(
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync");
  private static final String BARRIERS = """
      async dark => (await axe.run({
          iframes: false,
          resultTypes: ['violations'],
          ...(dark && {runOnly: ['cat.color']})
        })).violations
        .filter(rule => ['serious', 'critical'].includes(rule.impact))
        .flatMap(rule => rule.nodes.map(node =>
          `${rule.impact} ${rule.id} at ${node.target}: ${node.failureSummary}`))
      """;

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser browser;
  private final Page page;
  private Look look;

  private Browser(Playwright playwright, com.microsoft.playwright.Browser browser, Look look) {
    this.playwright = playwright;
    this.browser = browser;
    this.look = look;
    this.page = browser.newPage(new com.microsoft.playwright.Browser.NewPageOptions()
        .setJavaScriptEnabled(look.scripts())
        .setViewportSize(look.width(), 900)
        .setColorScheme(look.light()));
  }

  /** How the page is seen: how wide, light or dark, with or without JavaScript. */
  public record Look(int width, boolean dark, boolean scripts) {
    public static final Look DESKTOP = new Look(1280, false, true);
    public static final Look PHONE = new Look(360, false, true);

    public Look inTheDark() {
      return new Look(width, true, scripts);
    }

    public Look withoutScripts() {
      return new Look(width, dark, false);
    }

    private ColorScheme light() {
      return dark ? ColorScheme.DARK : ColorScheme.LIGHT;
    }
  }

  /** Opens the installed Chromium or Chrome; where there is none, has one installed first. */
  public static Browser open(Look look) {
    Optional<Path> installed = installed().or(Browser::installedByDebian);
    var options = new BrowserType.LaunchOptions().setArgs(FLAGS);
    installed.ifPresent(options::setExecutablePath);
    var environment = Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", installed.isPresent() ? "1" : "0");
    var playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
    try {
      return new Browser(playwright, playwright.chromium().launch(options), look);
    } catch (RuntimeException failure) {
      playwright.close();
      throw new IllegalStateException(
          "No browser could be opened: install chromium, and run ./reveil test again", failure);
    }
  }

  public Page page() {
    return page;
  }

  /** Shows the page that is open in another width and another light; its scripts stay as they were. */
  public void turn(Look look) {
    this.look = look;
    page.setViewportSize(look.width(), 900);
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(look.light()));
  }

  /**
   * What keeps somebody out who sees little, hears the page or has no mouse: each serious or critical finding of axe-core
   * with its rule, its place and what would mend it. It needs the page's scripts on, and looks into no frame. In the dark
   * it only judges colours, the rest being as it is by day.
   */
  public List<String> barriers() {
    if (page.evaluate("typeof axe").equals("undefined")) {
      page.evaluate(AxeBuilder.getAxeScript());
    }
    return ((List<?>) page.evaluate(BARRIERS, look.dark()))
        .stream().map(String::valueOf).toList();
  }

  /** Writes what is seen, the whole length of the page, to target/screenshots. */
  public Path screenshot(String name) {
    Path file = Path.of("target", "screenshots", name + ".png");
    page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
    return file;
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }

  private static Optional<Path> installed() {
    List<Path> directories = Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .map(Path::of)
        .toList();
    return Stream.of("chromium", "chromium-browser", "google-chrome")
        .flatMap(name -> directories.stream().map(directory -> directory.resolve(name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** As root on Debian one is installed; elsewhere Playwright downloads its own. */
  private static Optional<Path> installedByDebian() {
    if (!System.getProperty("user.name").equals("root")
        || !Files.exists(Path.of("/usr/bin/apt-get"))) {
      return Optional.empty();
    }
    try {
      Files.createDirectories(Path.of("target"));
      new ProcessBuilder("sh", "-c", "apt-get update && apt-get install -y chromium")
          .redirectErrorStream(true)
          .redirectOutput(new File("target/chromium-install.log"))
          .start()
          .onExit()
          .join();
    } catch (IOException failure) {
      throw new UncheckedIOException("Chromium could not be installed by apt-get", failure);
    }
    return installed();
  }
}
