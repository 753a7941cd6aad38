package io.reveil.web.problem;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.reveil.job.Database;
import jakarta.inject.Singleton;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A failure is logged once, with an id that the answer names too; nothing else of it leaves the server. */
@Singleton
class FailureHandler implements ExceptionHandler<Throwable, HttpResponse<?>> {
  private static final Logger LOG = LoggerFactory.getLogger(FailureHandler.class);

  private final Problems problems;

  FailureHandler(Problems problems) {
    this.problems = problems;
  }

  @Override
  @SuppressWarnings("rawtypes")
  public HttpResponse<?> handle(HttpRequest request, Throwable failure) {
    String id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    if (Database.isAway(failure)) {
      // Everybody's request fails alike now: one line each, without the stack.
      LOG.error("request failed, id {}: the database does not answer", id);
      return problems.answer(request, away(id));
    }
    LOG.error("request failed, id {}", id, failure);
    return problems.answer(request, unexpected(id));
  }

  private static Problem away(String id) {
    return Problem.of(
        HttpStatus.SERVICE_UNAVAILABLE,
        "UNAVAILABLE",
        "The database does not answer. Nothing was changed; try again. The log has it as " + id
            + ".",
        List.of());
  }

  private static Problem unexpected(String id) {
    return Problem.of(
        HttpStatus.INTERNAL_SERVER_ERROR,
        "UNEXPECTED",
        "Something failed on our side. The log has it as " + id + ".",
        List.of());
  }
}
