package io.reveil.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.micronaut.serde.annotation.Serdeable;
import io.reveil.delivery.queue.WaveCounts.Counts;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of a campaign: its mails, stage by stage, its people, and whether the mails made a difference.
 *
 * @param purchased of those written to, within the attribution window
 * @param exits people who left before the end, by reason
 */
@Serdeable
@JsonInclude(JsonInclude.Include.ALWAYS)
record CampaignReport(
    String campaign,
    int version,
    String purpose,
    long treated,
    long heldOut,
    long planned,
    @JsonUnwrapped Counts counts,
    long purchased,
    List<StageFigures> stages,
    Map<String, Long> exits,
    long completed,
    Comparison lift) {

  /**
   * Treated against held out, on purchases only (F8). Shares are from 0 to 1.
   *
   * @param window the attribution window, from entering the campaign
   */
  @Serdeable
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Comparison(boolean measurable, String says, String window, Optional<Measured> measured) {}

  /** Both sides, the difference of their rates, and its 95 % interval. */
  @Serdeable
  record Measured(
      Side treated, Side heldOut, double difference, double low, double high, boolean conclusive) {}

  /** One side of the comparison. */
  @Serdeable
  record Side(long people, long bought, double rate) {}
}
