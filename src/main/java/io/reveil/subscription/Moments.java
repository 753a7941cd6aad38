package io.reveil.subscription;

import io.reveil.kernel.Installation;
import io.reveil.kernel.Language;
import io.reveil.web.Words;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/** Dates in the models of pages and mails, in the controller's zone. */
@Singleton
public class Moments {
  private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mmxxx");

  private final ZoneId zone;

  Moments(Installation installation) {
    this.zone = installation.zone();
  }

  /** {@code {iso, date, text}}: 2026-11-24T09:12+01:00, 24 novembre 2026, 24 novembre 2026 à 9 h 12. */
  public Map<String, Object> moment(Instant at, Language language) {
    ZonedDateTime local = at.atZone(zone);
    return Map.of(
        "iso", local.format(ISO),
        "date", Words.date(local.toLocalDate(), language),
        "text", Words.moment(local, language));
  }

  /** {@code {iso, date}}. */
  public Map<String, Object> day(LocalDate on, Language language) {
    return Map.of("iso", on.toString(), "date", Words.date(on, language));
  }
}
