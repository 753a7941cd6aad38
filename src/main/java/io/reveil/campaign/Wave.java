package io.reveil.campaign;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One triggered run of a campaign.
 *
 * @param haltedBecause why it paused by itself, if it did
 * @param planned whether everybody who belongs to it has been found
 * @param people the counts of its plan while PLANNED, of its run from then on
 * @param runOn the local date it runs for
 */
public record Wave(
    long id,
    long campaignId,
    String campaign,
    String key,
    int version,
    WaveState state,
    Optional<String> haltedBecause,
    boolean planned,
    People people,
    Optional<String> heldOutDigest,
    Optional<LocalDate> runOn,
    Instant createdAt,
    String createdBy,
    Optional<Instant> startedAt,
    Optional<Instant> endedAt) {

  public Wave with(People counted) {
    return new Wave(
        id,
        campaignId,
        campaign,
        key,
        version,
        state,
        haltedBecause,
        planned,
        counted,
        heldOutDigest,
        runOn,
        createdAt,
        createdBy,
        startedAt,
        endedAt);
  }

  /**
   * Whom the audience and the follow-ups due brought up: matched = planned + heldOut + the sum of notPlanned.
   *
   * @param notPlanned by reason, in its order
   */
  public record People(long planned, long heldOut, Map<String, Long> notPlanned) {
    public static final People NONE = new People(0, 0, Map.of());

    public People {
      notPlanned = Collections.unmodifiableMap(new TreeMap<>(notPlanned));
    }

    public long matched() {
      return planned
          + heldOut
          + notPlanned.values().stream().mapToLong(Long::longValue).sum();
    }
  }
}
