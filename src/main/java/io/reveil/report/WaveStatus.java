package io.reveil.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import io.reveil.campaign.Wave;
import java.util.Map;
import java.util.Optional;

/**
 * A wave's figures as other programs read them: planned = sent + failed + unknown + open + the sum of dropped.
 *
 * @param clicked 0 while clicks are not measured
 * @param bounced 0 while bounce mail is not read
 * @param haltedBecause why it paused by itself; absent if it did not
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
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> haltedBecause) {

  static WaveStatus of(Wave wave, StageFigures all) {
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
        0,
        all.unsubscribed(),
        0,
        wave.haltedBecause());
  }
}
