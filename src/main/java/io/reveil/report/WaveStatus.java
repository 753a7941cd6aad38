package io.reveil.report;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import io.reveil.campaign.Wave;
import io.reveil.delivery.guard.Storm;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A wave's figures as other programs read them: planned = sent + failed + unknown + open + the sum of dropped.
 *
 * @param clicked mails of which a person followed a link, where the reader agreed to be measured
 * @param bounced of those sent, what came back
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
    long sent,
    long failed,
    long unknown,
    long open,
    Map<String, Long> dropped,
    long stayed,
    long clicked,
    long unsubscribed,
    long bounced,
    long complained,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> haltedBecause,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> stoppedProviders) {

  static WaveStatus of(Wave wave, StageFigures all, List<Storm> stopped) {
    return new WaveStatus(
        wave.campaign(),
        wave.key(),
        wave.state().name(),
        wave.people().matched(),
        wave.people().heldOut(),
        all.planned(),
        all.sent(),
        all.failed(),
        all.unknown(),
        all.open(),
        all.dropped(),
        all.stayed(),
        all.clicked(),
        all.unsubscribed(),
        all.bounced(),
        all.complained(),
        wave.haltedBecause(),
        stopped.stream().collect(toMap(Storm::group, Storm::because)));
  }
}
