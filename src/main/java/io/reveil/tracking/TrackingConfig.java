package io.reveil.tracking;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.reveil.delivery.Measure;
import io.reveil.delivery.WayIn;
import io.reveil.kernel.Demands;
import java.time.Duration;
import java.util.Set;

/**
 * How far this installation measures at all; campaigns and readers may allow less (A38).
 *
 * @param opensWithoutConsent what is measured of those who were never asked; who refused is never measured
 * @param linksWithoutConsent the same for links
 * @param settle how long after a hit it is judged, when those around it are known (C4)
 * @param waiting how many hits may wait for their commit; beyond it they are not recorded, and lead on all the same
 */
@ConfigurationProperties("reveil.tracking")
public record TrackingConfig(
    Measure.Opens opens,
    Measure.Links links,
    Measure.Opens opensWithoutConsent,
    Measure.Links linksWithoutConsent,
    Duration settle,
    int waiting)
    implements WayIn, Measure.Ceiling {
  private static final Duration SHORTEST_SETTLE = Duration.ofSeconds(10);
  private static final Duration LONGEST_SETTLE = Duration.ofMinutes(10);
  private static final int MOST_WAITING = 1_000_000;

  public TrackingConfig {
    Demands.of("reveil.tracking")
        .that(
            opensWithoutConsent != Measure.Opens.IDENTIFIED,
            "opens-without-consent",
            "the opens of a person need that person's consent (A30): write OFF, ANONYMOUS or DELIVERABILITY_DATE.")
        .that(
            linksWithoutConsent != Measure.Links.IDENTIFIED,
            "links-without-consent",
            "the clicks of a person need that person's consent (A37): write OFF or ANONYMOUS.")
        .between("settle", settle, SHORTEST_SETTLE, LONGEST_SETTLE)
        .between("waiting", waiting, 1, MOST_WAITING)
        .orRefuse();
  }

  @Override
  public Measure most() {
    return new Measure(opens, links);
  }

  @Override
  public Set<Answer> heard() {
    return links == Measure.Links.IDENTIFIED ? Set.of(Answer.CLICK) : Set.of();
  }
}
