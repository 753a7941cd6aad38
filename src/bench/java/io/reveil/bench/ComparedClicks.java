package io.reveil.bench;

import com.zaxxer.hikari.HikariDataSource;
import io.micronaut.context.annotation.Value;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.reveil.content.TemplateLinks;
import io.reveil.job.Columns;
import io.reveil.job.Ids;
import io.reveil.kernel.Fault;
import io.reveil.link.HitLink;
import io.reveil.link.HitTokens;
import io.reveil.web.ClientNetworks;
import io.reveil.web.Public;
import jakarta.annotation.PreDestroy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What the click of a measured mail is compared with: the same steps, but for what is done with the hit. A served
 * installation answers 404 here: this class is not in its jar.
 */
@Public
@Controller("/bench")
class ComparedClicks {
  private static final int LONGEST_AGENT = 300;
  private static final int CONNECTIONS = 16;

  private final HitTokens tokens;
  private final TemplateLinks links;
  private final ClientNetworks networks;
  private final Ids ids;
  private final Clock clock;
  private final String url;
  private final String user;
  private final String password;
  /** As large as the product's, but a statement commits by itself there. */
  @SuppressWarnings("NullAway.Init")
  private HikariDataSource pool;

  ComparedClicks(
      HitTokens tokens,
      TemplateLinks links,
      ClientNetworks networks,
      Ids ids,
      Clock clock,
      @Value("${datasources.default.url}") String url,
      @Value("${datasources.default.username}") String user,
      @Value("${datasources.default.password}") String password) {
    this.tokens = tokens;
    this.links = links;
    this.networks = networks;
    this.ids = ids;
    this.clock = clock;
    this.url = url;
    this.user = user;
    this.password = password;
  }

  /** As {@code hit}, its key and its index, and nothing beside it. */
  void makeTable() throws SQLException {
    pool = new HikariDataSource();
    pool.setJdbcUrl(url);
    pool.setUsername(user);
    pool.setPassword(password);
    pool.setMaximumPoolSize(CONNECTIONS);
    try (Connection connection = pool.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("""
          CREATE TABLE bench_hit (
            contact_id BIGINT NOT NULL, hit_id BIGINT NOT NULL, message_id BIGINT NOT NULL,
            kind VARCHAR(8) NOT NULL, link_id BIGINT NOT NULL, means VARCHAR(8) NOT NULL,
            hit_at DATETIME(6) NOT NULL, network VARCHAR(32), agent VARCHAR(300),
            PRIMARY KEY (contact_id, hit_id))
          """);
      statement.execute("CREATE INDEX bench_hit_time ON bench_hit (hit_at, contact_id)");
    }
  }

  @PreDestroy
  void close() {
    if (pool != null) {
      pool.close();
    }
  }

  /** Forgets the hit; on the network's own threads, as the product does all but the writing. */
  @Get("/none/{token}")
  CompletionStage<HttpResponse<?>> forget(String token, HttpRequest<?> request) {
    return CompletableFuture.completedStage(redirect(read(token, request)));
  }

  /** Writes its row, a statement and a commit of its own. */
  @Get("/insert/{token}")
  HttpResponse<?> insert(String token, HttpRequest<?> request) throws SQLException {
    Click click = read(token, request);
    write(click);
    return redirect(click);
  }

  private record Click(
      HitLink.OfPerson link,
      String destination,
      long receipt,
      String means,
      Instant at,
      String network,
      Optional<String> agent) {}

  private Click read(String token, HttpRequest<?> request) {
    HitLink link = tokens.read(HitLink.Use.CLICK, token).orElseThrow(ComparedClicks::unknown);
    String destination = links.destination(link.link()).orElseThrow(ComparedClicks::unknown);
    if (!(link instanceof HitLink.OfPerson person)) {
      throw unknown();
    }
    return new Click(
        person,
        destination,
        ids.next(),
        means(request),
        clock.instant(),
        networks.of(request),
        Optional.ofNullable(request.getHeaders().get(HttpHeaders.USER_AGENT))
            .map(said -> said.substring(0, Math.min(said.length(), LONGEST_AGENT))));
  }

  private static String means(HttpRequest<?> request) {
    boolean isBeforehand = List.of("Sec-Purpose", "Purpose", "X-Moz", "X-Purpose").stream()
        .flatMap(name -> request.getHeaders().getAll(name).stream())
        .anyMatch(said -> said.contains("prefetch") || said.contains("preview"));
    return isBeforehand ? "PREFETCH" : "GET";
  }

  private void write(Click click) throws SQLException {
    try (Connection connection = pool.getConnection();
        PreparedStatement insert = connection.prepareStatement("""
            INSERT INTO bench_hit
                   (contact_id, hit_id, message_id, kind, link_id, means, hit_at, network, agent)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)) {
      List<Object> values = List.of(
          click.link().mail().contact().value(),
          click.receipt(),
          click.link().mail().messageId(),
          "CLICK",
          click.link().link(),
          click.means(),
          Columns.utc(click.at()),
          click.network(),
          click.agent().orElse(""));
      for (int i = 0; i < values.size(); i++) {
        insert.setObject(i + 1, values.get(i));
      }
      insert.executeUpdate();
    }
  }

  private static HttpResponse<?> redirect(Click click) {
    return HttpResponse.status(HttpStatus.FOUND)
        .header(HttpHeaders.LOCATION, click.destination())
        .header(HttpHeaders.CACHE_CONTROL, "no-store");
  }

  private static Fault unknown() {
    return Fault.absent("UNKNOWN_LINK", "This link is not one of ours.");
  }
}
