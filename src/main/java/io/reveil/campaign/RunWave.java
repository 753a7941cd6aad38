package io.reveil.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import io.reveil.web.ApiClient;
import java.time.Duration;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Triggers a wave and waits for it, over restarts of the server too: asking twice is harmless (F13). */
@Command(
    name = "run",
    description = {
      "Runs the wave and waits until it is DONE. Stopping this command does not stop the wave; a second",
      "run of the same key sends nothing twice."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the wave is DONE",
      "1:it was stopped, or the server was lost for too long",
      "2:wrong usage",
      "3:refused: the key is that of another campaign or version"
    })
final class RunWave extends WaveCommand.OfWave {
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int UNAVAILABLE = 503;

  @Option(names = "--detach", description = "return at once; the wave goes on by itself")
  private boolean detach;

  @Override
  protected int run(ApiClient server) {
    JsonNode begun = patiently(() -> trigger(server, "run"));
    if (detach) {
      print(begun, WaveCommand::state);
      return DONE;
    }
    JsonNode wave = patiently(() -> server.get(wave()));
    while (!isOver(wave)) {
      progress(line(wave));
      pause();
      wave = patiently(() -> server.get(wave()));
    }
    progress("");
    print(wave, WaveCommand::status);
    return is(wave, WaveState.DONE) ? DONE : FAILED;
  }

  /** Asks until the server answers; one that restarts is back long before our patience ends. */
  private JsonNode patiently(Supplier<JsonNode> question) {
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
      progress("The server does not answer; waiting for it.");
      pause();
    }
  }

  private static void endAfter(long begun, RuntimeException failure) {
    if (System.nanoTime() - begun > PATIENCE.toNanos()) {
      throw failure;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted; the wave goes on by itself", e);
    }
  }

  private static boolean isOver(JsonNode wave) {
    return is(wave, WaveState.DONE) || is(wave, WaveState.STOPPED);
  }

  private static boolean is(JsonNode wave, WaveState state) {
    return wave.path("state").asText().equals(state.name());
  }

  private static String line(JsonNode wave) {
    return "%s: %d planned, %d sent, %d open"
        .formatted(
            wave.path("state").asText(),
            wave.path("planned").asLong(),
            wave.path("sent").asLong(),
            wave.path("open").asLong());
  }
}
