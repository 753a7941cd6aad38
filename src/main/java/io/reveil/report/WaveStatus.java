package io.reveil.report;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.micronaut.serde.annotation.Serdeable;
import io.reveil.campaign.Wave;
import io.reveil.delivery.guard.Storm;
import io.reveil.delivery.queue.WaveCounts.Counts;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A wave's figures as other programs read them: planned = sent + failed + unknown + open + the sum of dropped.
 *
 * @param haltedBecause why it paused by itself; absent if it did not
 * @param stoppedProviders whose mail is stopped until an operator lets it go, and why (B30)
 */
@Serdeable
@JsonInclude(JsonInclude.Include.ALWAYS)
record WaveStatus(
    String campaign,
    String key,
    String state,
    long matched,
    long heldOut,
    long planned,
    @JsonUnwrapped Counts counts,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> haltedBecause,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> stoppedProviders) {

  static WaveStatus of(Wave wave, Counts all, List<Storm> stopped) {
    return new WaveStatus(
        wave.campaign(),
        wave.key(),
        wave.state().name(),
        wave.people().matched(),
        wave.people().heldOut(),
        all.planned(),
        all,
        wave.haltedBecause(),
        stopped.stream().collect(toMap(Storm::group, Storm::because)));
  }
}
