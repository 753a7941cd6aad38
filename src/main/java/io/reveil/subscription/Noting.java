package io.reveil.subscription;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.reveil.job.Database;
import io.reveil.job.spool.Kind;
import io.reveil.job.spool.Receipt;
import io.reveil.job.spool.Spool;
import io.reveil.kernel.Language;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a withdrawal whatever the database does (promise 1): where it is away, or was lost at the commit, or does not
 * answer while somebody waits, the withdrawal goes to the spool, and its page says so. It may have been done already; the
 * replay then changes nothing (B5).
 */
@Singleton
public class Noting {
  /** Longer than the pool looks for a connection, and as long as a mail program's button waits. */
  private static final long PATIENCE_SECONDS = 5;

  private static final Logger LOG = LoggerFactory.getLogger(Noting.class);

  private final Database database;
  private final Spool spool;
  private final Letterhead letterhead;

  Noting(Database database, Spool spool, Letterhead letterhead) {
    this.database = database;
    this.spool = spool;
    this.letterhead = letterhead;
  }

  /**
   * Once it is known that the database is away, nobody waits to find that out again.
   *
   * @param act does it, and answers
   * @param kind under which it is kept otherwise
   * @param because what its page is about: {@code leave}, {@code choices}, {@code not-me}
   */
  public HttpResponse<String> answer(
      Supplier<HttpResponse<String>> act,
      Kind kind,
      String because,
      Pressed pressed,
      HttpRequest<?> request) {
    if (database.isMissed()) {
      return noted(kind, because, pressed, request);
    }
    FutureTask<HttpResponse<String>> acting = new FutureTask<>(act::get);
    Thread.ofVirtual().name("withdrawal").start(acting);
    try {
      return acting.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException _) {
      return noted(kind, because, pressed, request);
    } catch (ExecutionException e) {
      if (Database.isAway(e)) {
        return noted(kind, because, pressed, request);
      }
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException _) {
      HttpResponse<String> noted = noted(kind, because, pressed, request);
      Thread.currentThread().interrupt();
      return noted;
    }
  }

  private HttpResponse<String> noted(
      Kind kind, String because, Pressed pressed, HttpRequest<?> request) {
    Receipt receipt = spool.append(kind, pressed.bytes());
    LOG.warn("the database does not answer: {} kept as {}", kind.name(), receipt);
    return letterhead.page(
        HttpStatus.OK,
        "noted",
        Tongue.of(request, Language.FR),
        Optional.empty(),
        Map.of("because", because));
  }
}
