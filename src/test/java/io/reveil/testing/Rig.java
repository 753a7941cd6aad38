package io.reveil.testing;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.reveil.job.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The whole application on a real database, real HTTP and a real mailbox, without background work: the test runs what
 * is due. One application serves all test classes that ask for the same properties; its tables are emptied before each
 * class, clock and mailbox before each test.
 */
public final class Rig implements BeforeAllCallback, BeforeEachCallback {
  private static final Map<Map<String, Object>, Running> RUNNING = new ConcurrentHashMap<>();
  /** What outlives a test class: migrations and their rows, keys, and texts that beans remember. */
  private static final Set<String> KEPT = Set.of(
      "flyway_schema_history",
      "lease",
      "key_check",
      "api_key",
      "notice",
      "template_version",
      "hit_filing");

  private static final Map<String, Object> MEASURING =
      Map.of("reveil.tracking.opens", "IDENTIFIED", "reveil.tracking.links", "IDENTIFIED");

  private final Map<String, Object> properties;

  private Rig(Map<String, Object> properties) {
    this.properties = properties;
  }

  private record Running(
      Map<String, Object> properties,
      ApplicationContext context,
      EmbeddedServer server,
      GreenMail mail,
      Path home) {}

  public static Rig standard() {
    return new Rig(Map.of());
  }

  /** One that measures whatever readers agree to, and so asks them; the shipped one measures nothing (A7). */
  public static Rig measuring() {
    return new Rig(MEASURING);
  }

  /** With other configuration than the shipped one. */
  public static Rig with(Map<String, Object> properties) {
    return new Rig(Map.copyOf(properties));
  }

  public <T> T bean(Class<T> type) {
    return running().context().getBean(type);
  }

  /** One of those that stand behind a port, by its name: a class that no other part may name. */
  public <T> T bean(Class<T> port, String name) {
    return context().getBeansOfType(port).stream()
        .filter(bean -> bean.getClass().getSimpleName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  public ApplicationContext context() {
    return running().context();
  }

  public TestClock clock() {
    return bean(TestClock.class);
  }

  public Database database() {
    return bean(Database.class);
  }

  public GreenMail mail() {
    return running().mail();
  }

  /** An address on the running server. */
  public URI uri(String path) {
    return running().server().getURI().resolve(path);
  }

  public Path home() {
    return running().home();
  }

  /** How many rows a table has. */
  public long count(String table) {
    return database()
        .first("SELECT COUNT(*) FROM " + table, row -> row.getLong(1))
        .orElseThrow();
  }

  @Override
  public void beforeAll(ExtensionContext test) {
    empty();
  }

  /** Empties the tables, as before each class. */
  public void empty() {
    List<String> tables = database().list("""
                SELECT table_name
                  FROM information_schema.tables
                 WHERE table_schema = SCHEMA()
                   AND table_type LIKE 'BASE%'
                """, row -> row.getString(1));
    tables.stream()
        .filter(table -> !KEPT.contains(table))
        .forEach(table -> database().update("DELETE FROM " + table));
    forgetTheWitness();
  }

  /** It would speak of blocks that the database no longer has. */
  private void forgetTheWitness() {
    try {
      Files.deleteIfExists(home().resolve("ledger.witness"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void beforeEach(ExtensionContext test) throws Exception {
    clock().set(TestClock.START);
    mail().purgeEmailFromAllMailboxes();
  }

  private Running running() {
    return RUNNING.computeIfAbsent(properties, Rig::start);
  }

  /**
   * One more server on the same database, configured otherwise, as while nodes are upgraded; with the same keys in a home of
   * its own. To be closed.
   */
  public EmbeddedServer beside(Map<String, Object> otherwise) {
    Map<String, Object> all = new HashMap<>(running().properties());
    all.put("reveil.home", homeWithKeysOf(home()).toString());
    all.putAll(otherwise);
    return started(all).getBean(EmbeddedServer.class).start();
  }

  private static ApplicationContext started(Map<String, Object> properties) {
    return ApplicationContext.builder(properties, "test")
        .overrideConfigLocations("classpath:config/")
        .start();
  }

  private static Running start(Map<String, Object> properties) {
    GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    mail.start();
    Path home = temporaryHome();
    Map<String, Object> all = new HashMap<>();
    all.putAll(TestDatabase.fresh("rig").properties());
    all.put("micronaut.server.port", "-1");
    all.put("reveil.home", home.toString());
    all.put("reveil.base-url", "https://lettre.example.org");
    all.put("reveil.job.enabled", "false");
    all.put("reveil.web.posts-per-minute", "1000000");
    // Everybody here confirms within the same second, and most live at example.org.
    all.put("reveil.subscription.crowd", "1000000");
    all.put("reveil.smtp.host", "127.0.0.1");
    all.put("reveil.smtp.port", String.valueOf(mail.getSmtp().getPort()));
    all.putAll(properties);
    ApplicationContext context = started(all);
    return new Running(all, context, context.getBean(EmbeddedServer.class).start(), mail, home);
  }

  private static Path homeWithKeysOf(Path other) {
    Path home = temporaryHome();
    try (Stream<Path> keys = Files.list(other.resolve("keys"))) {
      Files.createDirectory(home.resolve("keys"));
      for (Path key : keys.toList()) {
        Files.copy(
            key,
            home.resolve("keys").resolve(key.getFileName()),
            StandardCopyOption.COPY_ATTRIBUTES);
      }
      return home;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path temporaryHome() {
    try {
      return Files.createTempDirectory(Path.of("target"), "home-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
