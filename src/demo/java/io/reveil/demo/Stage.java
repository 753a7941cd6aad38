package io.reveil.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** The page on which the story is played: inbox, ledger, base, and a button an act. Loopback only. */
final class Stage implements AutoCloseable {
  private static final String POLICY =
      "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; frame-src 'self'; frame-ancestors 'none'";
  /** A letter is shown as a mail program would: its own styles, no script, nothing fetched; links open beside. */
  private static final String LETTER_POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-popups allow-popups-to-escape-sandbox; frame-ancestors 'self'";

  private final HttpServer http;
  private final Story story;
  private final Mailbox mailbox;
  private final Story.Journal journal;
  private final Census census;
  private final ExecutorService acts = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("acts").factory());
  private final CountDownLatch end = new CountDownLatch(1);
  private volatile String playing = "the base";
  private volatile List<Figure> figures = List.of();

  private Stage(HttpServer http, Story story, Mailbox mailbox, Census census, Story.Journal journal) {
    this.http = http;
    this.story = story;
    this.mailbox = mailbox;
    this.census = census;
    this.journal = journal;
  }

  static Stage open(int port, Story story, Mailbox mailbox, ChildServer server, Base base, Story.Journal journal) {
    try {
      HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      Stage stage = new Stage(http, story, mailbox, new Census(new Api(server)), journal);
      http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      http.createContext("/", stage::answer);
      http.start();
      return stage;
    } catch (IOException e) {
      throw new UncheckedIOException("port " + port + " is taken; try --port 0", e);
    }
  }

  int port() {
    return http.getAddress().getPort();
  }

  /** Brings the base in while the page already shows how far it is. */
  void prepare() {
    play("the base", story::begin);
  }

  void awaitEnd() {
    try {
      end.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void play(String act, Supplier<List<Figure>> scene) {
    acts.execute(
        () -> {
          playing = act;
          try {
            figures = scene.get();
          } catch (RuntimeException e) {
            journal.say("This act failed: %s".formatted(e.getMessage()));
          } finally {
            census.refresh();
            playing = "";
          }
        });
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
      reply(exchange, 200, "application/json", Api.write(state()));
    } else if (path.startsWith("/mail/")) {
      letter(exchange, path.substring("/mail/".length()));
    } else if (path.startsWith("/person/")) {
      reply(exchange, 200, "application/json", Api.write(person(path.substring("/person/".length()))));
    } else {
      file(exchange, path.equals("/") ? "/demo/index.html" : path);
    }
  }

  private void act(HttpExchange exchange, String path) throws IOException {
    if (!fromThisPage(exchange) || !playing.isEmpty()) {
      reply(exchange, 409, "text/plain", "An act is being played; wait for its end.");
      return;
    }
    String body = new String(exchange.getRequestBody().readNBytes(400), StandardCharsets.UTF_8).strip();
    switch (path) {
      case "/act/sign-up" ->
        play(
            "sign up",
            () -> {
              story.signUp(body.isEmpty() ? Story.YOU : body);
              return List.of();
            });
      case "/act/scanner" -> play("scanner", story::releaseScanner);
      case "/act/days" -> play("forty days", story::fortyDays);
      case "/act/plug" -> play("pull the plug", story::pullThePlug);
      case "/act/forget" -> play("forget me", () -> forget(body));
      default -> {
        reply(exchange, 404, "text/plain", "");
        return;
      }
    }
    reply(exchange, 202, "text/plain", "");
  }

  /** The letter that is open if it can be left by; else the latest that can. */
  private List<Figure> forget(String number) {
    Mailbox.Mail chosen = number.matches("\\d{1,6}") ? mailbox.mail(Integer.parseInt(number)).orElse(null) : null;
    if (chosen == null || chosen.link("u").isEmpty()) {
      chosen = story.someLetter().orElseThrow(() -> new IllegalStateException("no win-back letter has been sent yet: let forty days pass first"));
    }
    return story.forgetMe(chosen);
  }

  /** Another site's page could post here too; its Origin gives it away. */
  private boolean fromThisPage(HttpExchange exchange) {
    String origin = exchange.getRequestHeaders().getFirst("Origin");
    return origin == null || origin.equals("http://127.0.0.1:" + port()) || origin.equals("http://localhost:" + port());
  }

  private Map<String, Object> state() {
    List<Mailbox.Mail> mails = mailbox.mails();
    List<Map<String, Object>> inbox = new ArrayList<>();
    for (Mailbox.Mail mail : mails.reversed().subList(0, Math.min(60, mails.size()))) {
      inbox.add(Map.of("number", mail.number(), "to", mail.to(), "subject", mail.subject(), "at", mail.arrived().toString()));
    }
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("playing", playing);
    state.put("now", story.now().toString());
    state.put("mails", mails.size());
    state.put("inbox", inbox);
    state.put("lines", journal.lines());
    state.put("counter", journal.counter());
    state.put("figures", figures);
    state.put("census", census.latest());
    return state;
  }

  private Object person(String number) {
    return mailbox
        .mail(Integer.parseInt(number))
        .<Object>flatMap(mail -> story.person(mail.to()).map(contact -> describe(mail, contact)))
        .orElse(Map.of());
  }

  private Map<String, Object> describe(Mailbox.Mail mail, JsonNode contact) {
    String id = contact.path("id").asText();
    return Map.of("to", mail.to(), "contact", contact, "explain", census.explain(id), "ledger", census.ledger(id));
  }

  private void letter(HttpExchange exchange, String number) throws IOException {
    Mailbox.Mail mail = number.matches("\\d{1,6}") ? mailbox.mail(Integer.parseInt(number)).orElse(null) : null;
    if (mail == null) {
      reply(exchange, 404, "text/plain", "");
      return;
    }
    exchange.getResponseHeaders().set("Content-Security-Policy", LETTER_POLICY);
    String besides = mail.html().replaceFirst("<head>", "<head><base target=\"_blank\">");
    reply(exchange, 200, "text/html", besides);
  }

  private void file(HttpExchange exchange, String path) throws IOException {
    String type = path.endsWith(".html") ? "text/html" : path.endsWith(".js") ? "text/javascript" : path.endsWith(".css") ? "text/css" : "";
    boolean ours = path.matches("/demo/[a-z]+\\.(html|js|css)") || path.equals("/look.css");
    try (InputStream file = ours ? Stage.class.getResourceAsStream(path.equals("/look.css") ? "/web/look.css" : path) : null) {
      if (file == null) {
        reply(exchange, 404, "text/plain", "");
        return;
      }
      exchange.getResponseHeaders().set("Content-Security-Policy", POLICY);
      reply(exchange, 200, type, new String(file.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static void reply(HttpExchange exchange, int status, String type, String body) throws IOException {
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
  }
}
