package io.reveil.campaign.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.reveil.campaign.WaveState;
import io.reveil.web.client.ApiClient;
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
      "1:it was stopped, paused by itself, or the server was lost for too long",
      "2:wrong usage",
      "3:refused: the key is that of another campaign or version"
    })
final class RunWave extends WaveCommand.OfWave {
  @Option(names = "--detach", description = "return at once; the wave goes on by itself")
  private boolean detach;

  @Override
  protected int run(ApiClient server) {
    JsonNode begun = patiently(() -> trigger(server, "run"));
    if (detach) {
      print(begun, WaveCommand::state);
      return DONE;
    }
    JsonNode wave = watch(() -> server.get(wave()), RunWave::isOver, RunWave::line);
    print(wave, WaveCommand::status);
    return is(wave, WaveState.DONE) ? DONE : FAILED;
  }

  private static boolean isOver(JsonNode wave) {
    return is(wave, WaveState.DONE) || is(wave, WaveState.STOPPED) || isHalted(wave);
  }

  /** Paused by itself. By hand, somebody means to let it go on, and the wait goes on too. */
  private static boolean isHalted(JsonNode wave) {
    return is(wave, WaveState.PAUSED) && wave.hasNonNull("haltedBecause");
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
