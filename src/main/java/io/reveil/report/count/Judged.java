package io.reveil.report.count;

import io.reveil.consent.Basis;
import io.reveil.consent.ConsentKey;
import io.reveil.consent.Grade;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * One contact and purpose, as the audit sees them.
 *
 * @param since when the act that decided occurred; where nothing is recorded, when we came to know the contact
 */
public record Judged(
    ConsentKey key, Finding finding, Basis basis, Optional<Grade> grade, Instant since) {
  /** Whole months. */
  public int age(Instant now) {
    return (int) Math.max(
        0, ChronoUnit.MONTHS.between(since.atZone(ZoneOffset.UTC), now.atZone(ZoneOffset.UTC)));
  }
}
