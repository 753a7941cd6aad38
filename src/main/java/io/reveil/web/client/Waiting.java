package io.reveil.web.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for the server: while it is away, and until what it works on by itself is over. */
final class Waiting {
  private static final int UNAVAILABLE = 503;

  private static final Duration SHORTEST = Duration.ofMillis(250);
  private static final Duration LONGEST = Duration.ofSeconds(5);
  /** The end is seen late by a tenth of what it took at most. */
  private static final int PART = 10;

  private final Duration patience;
  private final Consumer<String> progress;

  /**
   * @param patience how long the server may be away: a restart is over long before
   * @param progress is told how far it is
   */
  Waiting(Duration patience, Consumer<String> progress) {
    this.patience = patience;
    this.progress = progress;
  }

  /** The answer, of a server that restarts too: only what may be asked twice is asked like this. */
  JsonNode answer(Supplier<JsonNode> question) {
    long begun = System.nanoTime();
    while (true) {
      try {
        return question.get();
      } catch (ApiClient.Lost e) {
        endAfter(begun, e);
      } catch (ApiClient.Refused e) {
        if (e.status() != UNAVAILABLE) {
          throw e;
        }
        endAfter(begun, e);
      }
      progress.accept("The server does not answer; waiting for it.");
      pause(begun);
    }
  }

  private void endAfter(long begun, RuntimeException failure) {
    if (System.nanoTime() - begun > patience.toNanos()) {
      throw failure;
    }
  }

  /** Asks until it is over; until then a line says how far it is. */
  JsonNode end(
      Supplier<JsonNode> question, Predicate<JsonNode> isOver, Function<JsonNode, String> line) {
    long begun = System.nanoTime();
    JsonNode answer = answer(question);
    while (!isOver.test(answer)) {
      progress.accept(line.apply(answer));
      pause(begun);
      answer = answer(question);
    }
    progress.accept("");
    return answer;
  }

  /** How long until the next question: what takes long is asked seldom, for each answer is counted anew. */
  static Duration pauseAfter(Duration waited) {
    Duration part = waited.dividedBy(PART);
    if (part.compareTo(LONGEST) > 0) {
      return LONGEST;
    }
    return part.compareTo(SHORTEST) < 0 ? SHORTEST : part;
  }

  private static void pause(long begun) {
    try {
      Thread.sleep(pauseAfter(Duration.ofNanos(System.nanoTime() - begun)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted; the server goes on by itself", e);
    }
  }
}
