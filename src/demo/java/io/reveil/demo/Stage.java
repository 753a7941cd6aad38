package io.reveil.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.reveil.demo.world.Api;
import io.reveil.demo.world.ChildServer;
import io.reveil.demo.world.Figure;
import io.reveil.demo.world.Journal;
import io.reveil.demo.world.Mailbox;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** The page on which the story is played: inbox, ledger, base, and a button an act. Loopback only. */
final class Stage implements AutoCloseable {
  private static final String POLICY =
      "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; frame-src 'self'; frame-ancestors 'none'";
  /** A letter is shown as a mail program would: its own styles, no script, nothing fetched; links open beside. */
  private static final String LETTER_POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-popups allow-popups-to-escape-sandbox; frame-ancestors 'self'";

  private static final long LOOK_MILLIS = 1_500;
  private static final int LONGEST_BODY = 400;

  private final HttpServer http;
  private final Story story;
  private final Mailbox mailbox;
  private final Journal journal;
  private final Census census;
  private final PageState state;
  private final Api api;
  private final ChildServer server;
  private final ExecutorService acts = Executors.newSingleThreadExecutor(
      Thread.ofPlatform().daemon().name("acts").factory());
  private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(
      Thread.ofPlatform().daemon().name("looks").factory());
  private final CountDownLatch end = new CountDownLatch(1);
  private final AtomicReference<String> playing = new AtomicReference<>("");
  private final AtomicInteger played = new AtomicInteger();
  private volatile List<Figure> figures = List.of();

  private Stage(HttpServer http, Cast cast) {
    this.http = http;
    this.story = cast.story();
    this.mailbox = cast.mailbox();
    this.journal = cast.journal();
    this.server = cast.server();
    this.api = new Api(server);
    this.census = new Census(api);
    this.state = new PageState(story, mailbox, journal, census);
  }

  /** Takes the page's port, so that a port that is taken is known before anything is begun; who asks waits. */
  static HttpServer at(int port) {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The page cannot have port %d (%s): end what holds it, perhaps another demo, or try --port 0."
              .formatted(port, e.getMessage()),
          e);
    }
  }

  static Stage open(HttpServer http, Cast cast) {
    Stage stage = new Stage(http, cast);
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.createContext("/", stage::answer);
    http.start();
    return stage;
  }

  int port() {
    return http.getAddress().getPort();
  }

  /** Brings the base in while the page already shows how far it is. */
  void prepare() {
    play("base", () -> {
      List<Figure> found = story.begin();
      look();
      census.settle();
      return found;
    });
  }

  void awaitEnd() {
    try {
      end.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** False while another act is being played. */
  private boolean play(String act, Supplier<List<Figure>> scene) {
    if (!playing.compareAndSet("", act)) {
      return false;
    }
    figures = List.of();
    journal.clearGauges();
    acts.execute(() -> {
      Future<?> looking =
          looks.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
      try {
        figures = scene.get();
      } catch (RuntimeException e) {
        journal.say("This act failed: %s".formatted(e.getMessage()));
      } finally {
        looking.cancel(false);
        look();
        played.incrementAndGet();
        playing.set("");
      }
    });
    return true;
  }

  /** Where everybody stands by now; while the server is away, where they stood. */
  private void look() {
    try {
      census.refresh();
    } catch (UncheckedIOException _) {
      // It is asked again at the next look.
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      switch (exchange.getRequestMethod()) {
        case "GET" -> show(exchange, path);
        case "POST" -> act(exchange, path);
        default -> reply(exchange, 405, "text/plain", "");
      }
    }
  }

  private void show(HttpExchange exchange, String path) throws IOException {
    if (path.equals("/state")) {
      reply(
          exchange,
          200,
          "application/json",
          Api.write(state.now(playing.get(), played.get(), figures)));
    } else if (path.startsWith("/mail/")) {
      letter(exchange, path.substring("/mail/".length()));
    } else if (path.startsWith("/person/")) {
      String about = Api.write(state.person(find(path.substring("/person/".length()))));
      reply(exchange, 200, "application/json", about);
    } else {
      file(exchange, path.equals("/") ? "/demo/index.html" : path);
    }
  }

  private void act(HttpExchange exchange, String path) throws IOException {
    if (!fromThisPage(exchange)) {
      reply(exchange, 403, "text/plain", "Acts are played from this page only.");
      return;
    }
    if (path.equals("/console/hits")) {
      enterConsole(exchange, path);
      return;
    }
    byte[] sent = exchange.getRequestBody().readNBytes(LONGEST_BODY);
    String body = new String(sent, StandardCharsets.UTF_8).strip();
    Optional<Boolean> begun = switch (path) {
      case "/act/sign-up" -> Optional.of(play("sign-up", () -> signUp(body)));
      case "/act/scanner" -> Optional.of(play("scanner", story::releaseScanner));
      case "/act/storm" -> Optional.of(play("storm", story::blowUpStorm));
      case "/act/days" -> Optional.of(play("days", story::fortyDays));
      case "/act/plug" -> Optional.of(play("plug", story::pullThePlug));
      case "/act/forget" -> Optional.of(play("forget", () -> forget(body)));
      default -> Optional.empty();
    };
    reply(exchange, begun.map(yes -> yes ? 202 : 409).orElse(404), "text/plain", "");
  }

  /** Opens a session for whoever looks at this page; a cookie of this host serves the server beside it too. */
  private void enterConsole(HttpExchange exchange, String page) throws IOException {
    exchange.getResponseHeaders().set("Set-Cookie", api.openConsole());
    exchange.getResponseHeaders().set("Location", server.uri(page).toString());
    reply(exchange, 303, "text/plain", "");
  }

  private List<Figure> signUp(String address) {
    story.signUp(address.isEmpty() ? Story.YOU : address);
    return List.of();
  }

  /** The letter that is open if it can be left by; else the latest that can. */
  private List<Figure> forget(String number) {
    return story.forgetMe(find(number)
        .filter(mail -> mail.link("u").isPresent())
        .or(story::someLetter)
        .orElseThrow(() -> new IllegalStateException(
            "no win-back letter has been sent yet. Let forty days pass first.")));
  }

  private Optional<Mailbox.Mail> find(String number) {
    return number.matches("\\d{1,6}") ? mailbox.mail(Integer.parseInt(number)) : Optional.empty();
  }

  /** Another site's page could post here too; its Origin gives it away. */
  private boolean fromThisPage(HttpExchange exchange) {
    String origin = exchange.getRequestHeaders().getFirst("Origin");
    return origin == null
        || origin.equals("http://127.0.0.1:" + port())
        || origin.equals("http://localhost:" + port());
  }

  private void letter(HttpExchange exchange, String number) throws IOException {
    Optional<String> html = find(number)
        .map(mail -> mail.html().replaceFirst("<head>", "<head><base target=\"_blank\">"));
    exchange.getResponseHeaders().set("Content-Security-Policy", LETTER_POLICY);
    reply(exchange, html.isPresent() ? 200 : 404, "text/html", html.orElse(""));
  }

  private static void file(HttpExchange exchange, String path) throws IOException {
    boolean ours = path.matches("/demo/[a-z]+\\.(html|js|css)") || path.equals("/look.css");
    String resource = path.equals("/look.css") ? "/web/look.css" : path;
    try (InputStream file = ours ? Stage.class.getResourceAsStream(resource) : null) {
      if (file == null) {
        reply(exchange, 404, "text/plain", "");
        return;
      }
      exchange.getResponseHeaders().set("Content-Security-Policy", POLICY);
      reply(exchange, 200, typeOf(path), new String(file.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static String typeOf(String path) {
    String ending = path.substring(path.lastIndexOf('.') + 1);
    return ending.equals("js") ? "text/javascript" : "text/" + ending;
  }

  private static void reply(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    http.stop(0);
    acts.shutdownNow();
    looks.shutdownNow();
  }
}
