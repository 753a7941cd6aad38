package io.reveil.subscription;

import io.reveil.contact.Contact;
import io.reveil.contact.Zones;
import io.reveil.kernel.Language;
import io.reveil.web.Words;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;

/** Dates in the models of pages and mails, by the reader's clock (E2). */
@Singleton
public class Moments {
  private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mmxxx");

  private final Zones zones;

  Moments(Zones zones) {
    this.zones = zones;
  }

  /** {@code {iso, date, text}}: 2026-11-24T09:12+01:00, 24 novembre 2026, 24 novembre 2026 à 9 h 12. */
  public Map<String, Object> moment(Instant at, Contact reader, Language language) {
    return moment(at, Optional.of(reader), language);
  }

  /** The same, of a reader who may be anybody. */
  public Map<String, Object> moment(Instant at, Optional<Contact> reader, Language language) {
    ZonedDateTime local = zones.local(at, reader);
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
