package io.reveil.tracking.age;

import io.reveil.consent.wording.PurposeSheet;
import io.reveil.consent.wording.Purposes;
import io.reveil.kernel.Installation;
import io.reveil.tracking.HitKind;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;

/** When what is kept of a hit has had its time. */
@Singleton
class Terms {
  private static final Period NETWORK = Period.ofDays(30);
  private static final Period AGENT = Period.ofDays(90);
  /** What people are told who agreed to a purpose that is not declared any more: no purpose for measuring says longer. */
  private static final Period UNDECLARED = Period.ofMonths(13);

  private final Purposes purposes;
  private final Installation installation;
  private final Clock clock;

  Terms(Purposes purposes, Installation installation, Clock clock) {
    this.purposes = purposes;
    this.installation = installation;
    this.clock = clock;
  }

  Instant networksEnd() {
    return clock.instant().minus(NETWORK);
  }

  Instant agentsEnd() {
    return clock.instant().minus(AGENT);
  }

  /** Hits before this day have had the time that their readers were told; the shortest, if several purposes measure. */
  LocalDate end(HitKind kind) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), installation.zone());
    return purposes.all().stream()
        .filter(sheet -> sheet.kind() == kind.measuring())
        .map(PurposeSheet::retention)
        .map(today::minus)
        .max(LocalDate::compareTo)
        .orElseGet(() -> today.minus(UNDECLARED));
  }

  Instant start(LocalDate day) {
    return day.atStartOfDay(installation.zone()).toInstant();
  }
}
