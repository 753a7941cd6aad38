package io.reveil.intake.row;

import io.reveil.consent.Basis;
import io.reveil.consent.ledger.Evidence;
import io.reveil.consent.ledger.Objection;
import io.reveil.consent.wording.PurposeSheet;
import io.reveil.contact.ContactRow;
import io.reveil.intake.file.CsvRow;
import io.reveil.intake.file.RowRejected;
import io.reveil.kernel.DigestTrail;
import io.reveil.kernel.EmailAddress;
import java.util.Optional;

/**
 * A row of contacts, understood.
 *
 * @param digest of its address, as suppression knows it
 * @param repeated whether an earlier row of the file has the same address
 */
record ContactLine(
    CsvRow source,
    ContactRow contact,
    Optional<DigestTrail> digest,
    Optional<Claim> claim,
    boolean repeated) {

  /** A consent or another basis that the row declares, with or without proof (A9, A14). */
  record Claim(PurposeSheet sheet, Evidence.Listed evidence) {
    /** What writing may rest on by this row; empty without proof. */
    Optional<Basis> rests() {
      return switch (evidence) {
        case Evidence.BasisShown shown -> Optional.of(shown.basis());
        case Evidence.Declared _ -> Optional.of(Basis.CONSENT);
        case Evidence.ClaimWithoutProof _,
            Evidence.BasisLost _,
            Evidence.Invalidated _,
            Objection.ToldUs _ -> Optional.empty();
      };
    }
  }

  /** What makes two rows one person. */
  static String identity(ContactRow contact) {
    return contact
        .email()
        .map(EmailAddress::key)
        .or(contact::externalId)
        .orElseThrow(() -> new RowRejected(
            "email", "NO_IDENTITY", "Neither an address nor an external_id says who this is."));
  }
}
