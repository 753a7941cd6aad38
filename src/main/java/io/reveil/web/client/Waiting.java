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

  private final Duration pause;
  private final Duration patience;
  private final Consumer<String> progress;

  /**
   * @param pause between two questions
   * @param patience how long the server may be away: a restart is over long before
   * @param progress is told how far it is
   */
  Waiting(Duration pause, Duration patience, Consumer<String> progress) {
    this.pause = pause;
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
      pause();
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
    JsonNode answer = answer(question);
    while (!isOver.test(answer)) {
      progress.accept(line.apply(answer));
      pause();
      answer = answer(question);
    }
    progress.accept("");
    return answer;
  }

  private void pause() {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted; the server goes on by itself", e);
    }
  }
}
