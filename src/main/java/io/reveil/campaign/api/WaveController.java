package io.reveil.campaign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.reveil.campaign.Wave;
import io.reveil.campaign.wave.WaveControl;
import io.reveil.campaign.wave.Waves;
import io.reveil.delivery.MessageState;
import io.reveil.delivery.queue.WaveCounts;
import io.reveil.delivery.queue.WaveCounts.Counts;
import io.reveil.delivery.queue.WaveLines;
import io.reveil.kernel.Actor;
import io.reveil.kernel.Fault;
import io.reveil.web.RequiresScope;
import io.reveil.web.Scope;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Waves by HTTP: what a scheduler triggers and an operator steers. Their figures are with the reports. */
@Controller("/api/campaigns/{campaign}/waves")
@ExecuteOn(TaskExecutors.BLOCKING)
class WaveController {
  private static final int MOST_LINES = 1000;

  private final WaveControl control;
  private final Waves waves;
  private final WaveLines lines;
  private final WaveCounts counted;

  WaveController(WaveControl control, Waves waves, WaveLines lines, WaveCounts counted) {
    this.control = control;
    this.waves = waves;
    this.lines = lines;
    this.counted = counted;
  }

  /** @param action {@code plan} or {@code run} */
  @Serdeable
  record Trigger(@Nullable String key, @Nullable String action) {}

  /** Idempotent by its key: a repetition answers with the wave as it stands (F13). */
  @Post
  @RequiresScope(Scope.TRIGGER)
  Object trigger(Actor.Operator operator, String campaign, @Body Trigger trigger) {
    String key = Optional.ofNullable(trigger.key()).orElse("");
    return switch (Optional.ofNullable(trigger.action()).orElse("")) {
      case "plan" -> forecast(control.plan(campaign, key, operator.name()));
      case "run" -> plain(control.run(campaign, key, operator.name()));
      default -> throw Fault.invalid("action", "The action is “plan” or “run”.");
    };
  }

  @Post("/{key}/pause")
  @RequiresScope(Scope.TRIGGER)
  Map<String, Object> pause(String campaign, String key) {
    return plain(control.pause(campaign, key));
  }

  @Post("/{key}/resume")
  @RequiresScope(Scope.TRIGGER)
  Map<String, Object> resume(String campaign, String key) {
    return plain(control.resume(campaign, key));
  }

  @Post("/{key}/stop")
  @RequiresScope(Scope.TRIGGER)
  Map<String, Object> stop(String campaign, String key) {
    return plain(control.stop(campaign, key));
  }

  /** Whom it wrote to, a page in contact order; so not for a scheduler's key (A56). */
  @Get("/{key}/messages{?state,after,limit}")
  @RequiresScope(Scope.READ)
  List<Map<String, Object>> messages(
      String campaign,
      String key,
      @QueryValue Optional<String> state,
      @QueryValue(defaultValue = "0") long after,
      @QueryValue(defaultValue = "100") int limit) {
    Wave wave = waves.named(campaign, key);
    return lines
        .list(wave.id(), state.map(WaveController::state), after, Math.clamp(limit, 1, MOST_LINES))
        .stream()
        .map(WaveController::plain)
        .toList();
  }

  private static MessageState state(String name) {
    return Arrays.stream(MessageState.values())
        .filter(state -> state.name().equals(name))
        .findFirst()
        .orElseThrow(() -> Fault.invalid(
            "state", "The state is one of " + Arrays.toString(MessageState.values()) + "."));
  }

  private static Map<String, Object> plain(WaveLines.Line line) {
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("contact", Long.toString(line.contactId()));
    plain.put("stage", line.stage());
    plain.put("messageId", line.messageId());
    plain.put("state", line.state().name());
    line.reason().ifPresent(reason -> plain.put("reason", reason));
    line.smtpCode().ifPresent(code -> plain.put("smtpCode", code));
    return plain;
  }

  private static Map<String, Object> plain(Wave wave) {
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("campaign", wave.campaign());
    plain.put("key", wave.key());
    plain.put("state", wave.state().name());
    return plain;
  }

  /**
   * Whom the wave would reach if it ran now; once it runs, whom it has brought up, and what became of its mails.
   *
   * @param notPlanned by reason
   */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Outlook(
      String campaign,
      String key,
      String state,
      long matched,
      long heldOut,
      long planned,
      @JsonUnwrapped Counts counts,
      Map<String, Long> notPlanned,
      String heldOutDigest) {}

  private Outlook forecast(Wave wave) {
    return new Outlook(
        wave.campaign(),
        wave.key(),
        wave.state().name(),
        wave.people().matched(),
        wave.people().heldOut(),
        wave.people().planned(),
        counted.of(wave.id()),
        wave.people().notPlanned(),
        wave.heldOutDigest().orElse(""));
  }
}
