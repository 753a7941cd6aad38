package io.reveil.subscription;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.reveil.consent.CurrentConsent;
import io.reveil.job.Database;
import io.reveil.job.spool.Kind;
import io.reveil.job.spool.Receipt;
import io.reveil.job.spool.Spool;
import io.reveil.kernel.Language;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
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

  /** No two nodes' clocks differ by more; within it nobody knows which of two presses was meant last. */
  private static final Duration DOUBT = Duration.ofMinutes(1);

  private final Database database;
  private final Spool spool;
  private final Letterhead letterhead;

  Noting(Database database, Spool spool, Letterhead letterhead) {
    this.database = database;
    this.spool = spool;
    this.letterhead = letterhead;
  }

  /**
   * How it is kept where the database does not answer.
   *
   * @param because what its page is about: {@code leave}, {@code choices}, {@code not-me}, {@code measuring}
   */
  public record Kept(Kind kind, String because, Pressed pressed) {}

  /** @param act withdraws, and answers; it must begin nothing, since it may go on after the page has said that it waits */
  public HttpResponse<String> answer(
      Supplier<HttpResponse<String>> act, Kept kept, HttpRequest<?> request) {
    return answer(act, Function.identity(), kept, request);
  }

  /**
   * Once it is known that the database is away, nobody waits to find that out again.
   *
   * @param act withdraws, and begins nothing
   * @param then what else the page asks for, once that is done: while whoever sent it waits, or never
   */
  public <T> HttpResponse<String> answer(
      Supplier<T> act, Function<T, HttpResponse<String>> then, Kept kept, HttpRequest<?> request) {
    if (database.isMissed()) {
      return keep(kept, request);
    }
    FutureTask<T> acting = new FutureTask<>(act::get);
    Thread.ofVirtual().name("withdrawal").start(acting);
    T done;
    try {
      done = acting.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException _) {
      return keep(kept, request);
    } catch (ExecutionException e) {
      if (Database.isAway(e)) {
        return keep(kept, request);
      }
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException _) {
      HttpResponse<String> noted = keep(kept, request);
      Thread.currentThread().interrupt();
      return noted;
    }
    try {
      return then.apply(done);
    } catch (RuntimeException e) {
      if (Database.isAway(e)) {
        return noted(kept, request);
      }
      throw e;
    }
  }

  /**
   * Whether what was kept speaks no more of this: the person agreed anew since it was pressed, which another node could take,
   * while the press waited for that of a node that died (E1). In doubt it does (promise 1).
   */
  public static boolean isOvertaken(CurrentConsent consent, Instant pressed) {
    return consent.isGivenAfter(pressed.plus(DOUBT));
  }

  private HttpResponse<String> keep(Kept kept, HttpRequest<?> request) {
    Receipt receipt = spool.append(kept.kind(), kept.pressed().bytes());
    LOG.warn("the database does not answer: {} kept as {}", kept.kind().name(), receipt);
    return noted(kept, request);
  }

  private HttpResponse<String> noted(Kept kept, HttpRequest<?> request) {
    return letterhead.page(
        HttpStatus.OK,
        "noted",
        Tongue.of(request, Language.FR),
        Optional.empty(),
        Map.of("because", kept.because()));
  }
}
