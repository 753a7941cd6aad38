package io.reveil.consent.proof;

import io.micronaut.context.annotation.Value;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import io.reveil.consent.ConsentKey;
import io.reveil.consent.CurrentConsent;
import io.reveil.consent.Digests;
import io.reveil.consent.ledger.ConsentEvents;
import io.reveil.consent.ledger.ConsentSubject;
import io.reveil.consent.ledger.ConsentSubjects;
import io.reveil.consent.ledger.CurrentConsents;
import io.reveil.consent.ledger.RecordedEvent;
import io.reveil.consent.seal.Inclusions;
import io.reveil.consent.wording.Notices;
import io.reveil.consent.wording.PurposeSheet;
import io.reveil.consent.wording.Purposes;
import io.reveil.job.Database;
import io.reveil.kernel.Language;
import io.reveil.kernel.Purpose;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How, when and on what information somebody consented (GDPR art. 7): everything recorded of one contact, channel and
 * purpose, with what a stranger needs to recompute hashes and commitments (A10, E6).
 */
@Singleton
class Proofs {
  private static final HexFormat HEX = HexFormat.of();

  private final Database database;
  private final CurrentConsents fold;
  private final ConsentSubjects subjects;
  private final ConsentEvents events;
  private final Notices notices;
  private final Purposes purposes;
  private final Inclusions inclusions;
  private final JsonMapper json;
  private final Clock clock;
  private final String retention;

  /** @param retention how long a silent person's data are kept for a purpose that is declared no longer (A20) */
  Proofs(
      Database database,
      CurrentConsents fold,
      ConsentSubjects subjects,
      ConsentEvents events,
      Notices notices,
      Purposes purposes,
      Inclusions inclusions,
      JsonMapper json,
      Clock clock,
      @Value("${reveil.activity.retention}") String retention) {
    this.database = database;
    this.fold = fold;
    this.subjects = subjects;
    this.events = events;
    this.notices = notices;
    this.purposes = purposes;
    this.inclusions = inclusions;
    this.json = json;
    this.clock = clock;
    this.retention = retention;
  }

  /** Empty if nothing is recorded under this key, or the person was erased. */
  Optional<Map<String, Object>> find(ConsentKey key) {
    return database.write(() -> fold.list(List.of(key.contact())).stream()
        .filter(row -> row.key().equals(key))
        .findFirst()
        .flatMap(row -> subjects.find(key.contact()).map(subject -> proof(row, subject))));
  }

  private Map<String, Object> proof(CurrentConsent row, ConsentSubject subject) {
    Map<String, Object> proof = new LinkedHashMap<>();
    proof.put("generatedAt", clock.instant().toString());
    proof.put("contact", row.key().contact().toString());
    proof.put("channel", row.key().channel().name());
    proof.put("purpose", row.key().purpose().id());
    purposes.find(row.key().purpose()).ifPresent(sheet -> {
      proof.put("controller", sheet.controller().name());
      proof.put("controllerAddress", sheet.controller().postalAddress());
    });
    proof.put("state", row.state().name());
    proof.put("basis", row.basis().name());
    row.gap().ifPresent(gap -> proof.put("gap", gap.name()));
    row.grade().ifPresent(grade -> proof.put("grade", grade.name()));
    proof.put("since", row.since().toString());
    proof.put("validity", validity(row.key().purpose()));
    proof.put("subject", HEX.formatHex(subject.reference()));
    proof.put("salt", HEX.formatHex(subject.salt()));
    proof.put("commitment", "HMAC-SHA-256(salt, name | 0x00 | value), all text in UTF-8");
    proof.put(
        "events",
        events.list(row.key(), subject).stream()
            .map(event -> event(event, subject))
            .toList());
    inclusions.newest().ifPresent(header -> proof.put("newestHeader", header));
    return proof;
  }

  /** The law sets no end to a consent; what ends is our keeping of a silent person's data (E7, A20). */
  private Map<String, Object> validity(Purpose purpose) {
    Optional<PurposeSheet> sheet = purposes.find(purpose);
    boolean measures = sheet.filter(declared -> !declared.kind().sends()).isPresent();
    return Map.of(
        "lapsesByLaw",
        false,
        "duration",
        sheet.map(declared -> declared.retention().toString()).orElse(retention),
        "countedFrom",
        measures ? "COLLECTION" : "LAST_SIGN_OF_LIFE");
  }

  private Map<String, Object> event(RecordedEvent event, ConsentSubject subject) {
    Map<String, Object> told = content(event);
    if (told.get("notice") instanceof Map<?, ?> reference) {
      told.put("notice", notice(reference));
    }
    told.put("opened", event.opened());
    told.put("canonical", event.canonical());
    told.put(
        "canonicalSha256",
        HEX.formatHex(Digests.sha256(event.canonical().getBytes(StandardCharsets.UTF_8))));
    inclusions
        .find(subject.reference(), event.eventId())
        .ifPresent(inclusion -> told.put("sealed", inclusion));
    return told;
  }

  private Map<String, Object> content(RecordedEvent event) {
    try {
      return new LinkedHashMap<>(
          json.readValue(event.canonical(), Argument.mapOf(String.class, Object.class)));
    } catch (IOException e) {
      throw new UncheckedIOException("event " + event.eventId() + " is not JSON", e);
    }
  }

  /** The reference, and the words it stands for. */
  private Map<String, Object> notice(Map<?, ?> reference) {
    Map<String, Object> notice = new LinkedHashMap<>();
    reference.forEach((name, value) -> notice.put(String.valueOf(name), value));
    Language.of(String.valueOf(reference.get("language")))
        .flatMap(language -> notices.find(
            String.valueOf(reference.get("key")),
            Integer.parseInt(String.valueOf(reference.get("version"))),
            language))
        .ifPresent(published -> {
          notice.put("publishedAt", published.publishedAt().toString());
          notice.put("text", published.body());
        });
    return notice;
  }
}
