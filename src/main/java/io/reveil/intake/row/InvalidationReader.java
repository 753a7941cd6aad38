package io.reveil.intake.row;

import io.reveil.consent.ledger.Evidence;
import io.reveil.intake.file.CsvRow;
import io.reveil.intake.file.Moments;
import io.reveil.intake.file.RowRejected;
import io.reveil.intake.row.Objections.Told;
import io.reveil.intake.row.SuppressionReader.Line;
import io.reveil.kernel.Actor;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Purpose;
import java.util.Optional;
import java.util.Set;

/** Understands a row of a list of people whose consent, or another basis, was never valid (E5). */
final class InvalidationReader {
  static final Set<String> COLUMNS =
      Set.of("external_id", "email", "purpose", "channel", "since", "reason");

  private final Objections objections;
  private final Moments moments;
  private final String reason;
  private final Actor.Operator by;

  /**
   * Of one list.
   *
   * @param reason of rows that give none of their own
   * @param by who sent the list, and so decided it
   */
  InvalidationReader(Objections objections, Moments moments, String reason, Actor.Operator by) {
    this.objections = objections;
    this.moments = moments;
    this.reason = reason;
    this.by = by;
  }

  /** Of the moment of the upload where the row tells none, so that a slice that is stored twice is the same act. */
  Line line(CsvRow row) {
    row.check();
    Optional<String> number = row.cell("external_id");
    Optional<EmailAddress> email = SuppressionReader.address(row, number.isPresent());
    Purpose purpose = SuppressionReader.purpose(row, objections)
        .orElseThrow(
            () -> new RowRejected("purpose", "NO_PURPOSE", "Which purpose was never agreed to?"));
    Evidence.Invalidated evidence = new Evidence.Invalidated(
        moments.read(row, "since").orElse(moments.now()), row.cell("reason").orElse(reason), by);
    return new Line(
        row,
        Optional.empty(),
        Optional.of(new Told(
            Optional.empty(),
            number,
            email,
            Optional.of(purpose),
            SuppressionReader.channel(row),
            evidence)));
  }
}
