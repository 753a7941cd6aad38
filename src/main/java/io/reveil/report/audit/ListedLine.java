package io.reveil.report.audit;

import io.micronaut.serde.annotation.Serdeable;
import io.reveil.consent.Basis;
import io.reveil.consent.Grade;
import io.reveil.consent.ledger.Ground;
import io.reveil.contact.Provenance;
import io.reveil.report.count.Finding;
import io.reveil.report.count.Judged;
import io.reveil.web.Said;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A contact and a purpose in the listing. No address: the number leads to it, for those who may read it.
 *
 * @param evidence how good it is, DOI, PAGE or DECLARED, or of what kind, SALE, INFORMATION or CONTRACT; empty if there
 *     is none
 * @param source where it came from, as it was told
 * @param missing what a claim lacked
 * @param months the age of the state since it was decided
 * @param sourceType where we have the person's data from; empty, as the next two, where nothing says so (A17)
 * @param told of data from elsewhere, when the first letter since left, which named the source, or {@code NO} (A18);
 *     empty where the person gave them
 */
@Serdeable
record ListedLine(
    String contact,
    String purpose,
    String channel,
    Finding finding,
    Finding.Kind kind,
    Basis basis,
    String evidence,
    String source,
    String missing,
    Instant since,
    int months,
    String sourceType,
    String sourceName,
    String sourceAt,
    String told,
    Said reason,
    Said action) {
  static final List<String> COLUMNS = List.of(
      "contact",
      "purpose",
      "channel",
      "finding",
      "kind",
      "basis",
      "evidence",
      "source",
      "missing",
      "since",
      "months",
      "source_type",
      "source_name",
      "source_at",
      "told",
      "reason_fr",
      "action_fr",
      "reason_en",
      "action_en");

  static ListedLine of(
      Judged judged,
      Optional<Ground> ground,
      Optional<Provenance> provenance,
      String told,
      Instant now) {
    return new ListedLine(
        judged.key().contact().toString(),
        judged.key().purpose().id(),
        judged.key().channel().name(),
        judged.finding(),
        judged.finding().kind(),
        judged.basis(),
        judged.grade().map(Grade::name).or(() -> shown(judged.basis())).orElse(""),
        ground.map(Ground::source).orElse(""),
        ground.map(Ground::missing).orElse(""),
        judged.since(),
        judged.age(now),
        provenance.map(from -> from.type().name()).orElse(""),
        provenance.flatMap(Provenance::name).orElse(""),
        provenance.flatMap(Provenance::at).map(Instant::toString).orElse(""),
        told,
        judged.finding().reason(),
        judged.finding().action());
  }

  /** What another basis than consent rests on. */
  private static Optional<String> shown(Basis basis) {
    return switch (basis) {
      case CUSTOMER_SOFT_OPT_IN -> Optional.of("SALE");
      case PROFESSIONAL_LEGITIMATE_INTEREST -> Optional.of("INFORMATION");
      case TRANSACTIONAL -> Optional.of("CONTRACT");
      case CONSENT, NONE -> Optional.empty();
    };
  }

  List<String> cells() {
    return List.of(
        contact,
        purpose,
        channel,
        finding.name(),
        kind.name(),
        basis.name(),
        evidence,
        source,
        missing,
        since.toString(),
        Integer.toString(months),
        sourceType,
        sourceName,
        sourceAt,
        told,
        reason.fr(),
        action.fr(),
        reason.en(),
        action.en());
  }
}
