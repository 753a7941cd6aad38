package io.reveil.intake.row;

import io.reveil.consent.Basis;
import io.reveil.consent.wording.PurposeSheet;
import io.reveil.contact.Category;
import io.reveil.contact.ContactRow;
import io.reveil.contact.Provenance;
import io.reveil.intake.file.CsvRow;
import io.reveil.intake.file.Moments;
import io.reveil.intake.file.RowRejected;
import io.reveil.web.Constants;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Understands where a row's data come from, and refuses what may not be kept at all (A17). */
final class SourceReader {
  static final String TYPE = "source_type";
  static final List<String> COLUMNS = List.of(TYPE, "source_name", "source_at");

  private static final int LONGEST_NAME = 200;

  private final Moments moments;
  private final Optional<Provenance.Type> ofTheFile;

  /** @param ofTheFile the source of rows that do not name theirs */
  SourceReader(Moments moments, Optional<Provenance.Type> ofTheFile) {
    this.moments = moments;
    this.ofTheFile = ofTheFile;
  }

  Provenance provenance(CsvRow row) {
    Optional<Instant> at = moments.read(row, "source_at");
    Optional<String> name = row.cell("source_name");
    if (name.filter(text -> text.length() > LONGEST_NAME).isPresent()) {
      throw new RowRejected(
          "source_name", "TOO_LONG", "A source has a name of at most 200 characters.");
    }
    Provenance.Type type = type(row);
    if (!type.isThePerson()) {
      demand(
          name.filter(Cells::isTold).isPresent(), "source_name", "name the provider or the site");
      demand(at.isPresent(), "source_at", "say when we got them");
    }
    return new Provenance(type, name, at);
  }

  /** Whether it was the person who gave us the data; what others gave is not even kept for who mends a row (A17). */
  boolean isThePerson(CsvRow row) {
    return row
        .cell(TYPE)
        .map(name -> Constants.named(Provenance.Type.class, name))
        .orElse(ofTheFile)
        .stream()
        .anyMatch(Provenance.Type::isThePerson);
  }

  private Provenance.Type type(CsvRow row) {
    return row.cell(TYPE)
        .map(SourceReader::type)
        .or(() -> ofTheFile)
        .orElseThrow(() -> new RowRejected(
            TYPE,
            "SOURCE_MISSING",
            "Say where the data come from: own_form, sale, third_party or public_web in the cell, or --source-type"
                + " for the whole file; nothing was stored (A17)."));
  }

  private static Provenance.Type type(String text) {
    return Cells.oneOf(
        Provenance.Type.class,
        text,
        () -> new RowRejected(
            TYPE, "BAD_SOURCE_TYPE", "A source is own_form, sale, third_party or public_web."));
  }

  /** Data that the person did not give us need the person's own consent that names us, or an informed professional. */
  void check(CsvRow row, ContactRow contact, Optional<ContactLine.Claim> claim) {
    switch (contact.provenance().orElseThrow().type()) {
      case OWN_FORM, SALE -> {}
      case THIRD_PARTY -> {
        if (!isProfessional(contact, claim)) {
          checkThirdParty(row, claim);
        }
      }
      case PUBLIC_WEB -> {
        if (!isProfessional(contact, claim)) {
          throw new RowRejected(
              TYPE,
              "PUBLIC_WEB",
              "Addresses gathered from public pages may be kept of informed professionals only; nothing was stored (A17).");
        }
      }
    }
  }

  private static boolean isProfessional(ContactRow contact, Optional<ContactLine.Claim> claim) {
    return contact.category().filter(Category.PROFESSIONAL::equals).isPresent()
        && claim
            .filter(one -> one.rests().equals(Optional.of(Basis.PROFESSIONAL_LEGITIMATE_INTEREST)))
            .isPresent();
  }

  private static void checkThirdParty(CsvRow row, Optional<ContactLine.Claim> claim) {
    demand(claim.isPresent(), "consent_purpose", "name what the person agreed to");
    demand(
        claim.flatMap(ContactLine.Claim::rests).equals(Optional.of(Basis.CONSENT)),
        "consent_text",
        "give date, source and text of the person’s own consent");
    PurposeSheet sheet = claim.orElseThrow().sheet();
    boolean namesUs = row.cell("consent_text")
        .filter(text -> text.toLowerCase(Locale.ROOT)
            .contains(sheet.controller().name().toLowerCase(Locale.ROOT)))
        .isPresent();
    demand(
        namesUs,
        "consent_text",
        "it must name “" + sheet.controller().name() + "”, whom the person agreed to hear from");
  }

  private static void demand(boolean isRight, String column, String fix) {
    if (!isRight) {
      throw new RowRejected(
          column,
          "SOURCE_NOT_PROVEN",
          "Data from elsewhere than the person: " + fix + "; nothing was stored (A17).");
    }
  }
}
