package io.reveil.intake.row;

import io.reveil.consent.suppression.SuppressionReason;
import io.reveil.consent.suppression.Suppressions;
import io.reveil.consent.suppression.Suppressions.Ban;
import io.reveil.consent.suppression.WrittenDigests;
import io.reveil.intake.file.CsvRow;
import io.reveil.intake.file.Moments;
import io.reveil.intake.file.RowRejected;
import io.reveil.intake.run.Outcome;
import io.reveil.job.Database;
import io.reveil.kernel.DigestTrail;
import io.reveil.kernel.EmailAddress;
import io.reveil.key.AddressDigests;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Bans in, by the addresses or digests of a list; nothing but digests under our pepper is kept (A49, S2.8). Those that we
 * exported ourselves come back as they were, with their dates and labels.
 */
final class SuppressionImport extends Importer<SuppressionImport.Line, Boolean> {
  static final Set<String> COLUMNS = Set.of("email", "digest", "reason", "source", "since");

  private static final int LONGEST_LABEL = 80;

  private final Stores stores;
  private final Moments moments;
  private final String source;

  SuppressionImport(Stores stores, Moments moments, String source) {
    super(stores.database());
    this.stores = stores;
    this.moments = moments;
    this.source = source;
  }

  /** Where rows go, all in one transaction. */
  record Stores(
      Database database,
      Suppressions suppressions,
      AddressDigests digests,
      WrittenDigests written) {}

  record Line(Ban ban) {}

  @Override
  Line understand(CsvRow row) {
    row.check();
    return new Line(ban(row));
  }

  private Ban ban(CsvRow row) {
    Optional<String> digest = row.cell("digest");
    Optional<String> email = row.cell("email");
    if (digest.isPresent() && email.isPresent()) {
      throw new RowRejected(
          "digest", "TWO_IDENTITIES", "Give the address or its digest, not both.");
    }
    return digest
        .map(written -> written(written, row))
        .orElseGet(() -> email
            .flatMap(EmailAddress::parse)
            .map(address -> new Ban(stores.digests().of(address), reason(row)))
            .orElseThrow(() -> new RowRejected(
                "email", "BAD_ADDRESS", "This is not an address one can write to.")));
  }

  private Ban written(String digest, CsvRow row) {
    return switch (stores.written().read(digest)) {
      case WrittenDigests.Ours(DigestTrail address) ->
        new Ban(address, reason(row), moments.read(row, "since"), label(row));
      case WrittenDigests.Known(DigestTrail address) -> new Ban(address, reason(row));
      case WrittenDigests.Useless(String code, String reason) ->
        throw new RowRejected("digest", code, reason);
    };
  }

  private static Optional<String> label(CsvRow row) {
    Optional<String> label = row.cell("source");
    if (label.filter(text -> text.length() > LONGEST_LABEL).isPresent()) {
      throw new RowRejected("source", "TOO_LONG", "A source is a label of at most 80 characters.");
    }
    return label;
  }

  /** NOT_ME is an answer to our own mail and is never brought in. */
  private static SuppressionReason reason(CsvRow row) {
    String text = row.cell("reason").orElse("objection").toUpperCase(Locale.ROOT);
    return switch (text) {
      case "OBJECTION" -> SuppressionReason.OBJECTION;
      case "COMPLAINT" -> SuppressionReason.COMPLAINT;
      case "BOUNCE" -> SuppressionReason.BOUNCE;
      default ->
        throw new RowRejected(
            "reason", "BAD_REASON", "A reason is objection, complaint or bounce.");
    };
  }

  @Override
  List<Boolean> keep(List<Line> lines) {
    return stores.suppressions().addAll(lines.stream().map(Line::ban).toList(), source);
  }

  @Override
  void count(Line line, Boolean added, Outcome outcome) {
    if (added) {
      outcome.countCreated();
    } else {
      outcome.countUnchanged();
    }
  }
}
