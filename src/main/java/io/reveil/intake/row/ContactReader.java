package io.reveil.intake.row;

import io.reveil.consent.ledger.Evidence;
import io.reveil.consent.wording.Purposes;
import io.reveil.contact.Category;
import io.reveil.contact.ContactRow;
import io.reveil.contact.DeclaredField;
import io.reveil.contact.DeclaredFields;
import io.reveil.intake.file.CsvRow;
import io.reveil.intake.file.Moments;
import io.reveil.intake.file.RowRejected;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Fault;
import io.reveil.kernel.Language;
import io.reveil.kernel.Purpose;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Understands rows of contacts, or says which cell it does not. */
final class ContactReader {
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  private final DeclaredFields fields;
  private final Purposes purposes;
  private final Moments moments;
  private final long run;

  ContactReader(DeclaredFields fields, Purposes purposes, Moments moments, long run) {
    this.fields = fields;
    this.purposes = purposes;
    this.moments = moments;
    this.run = run;
  }

  /** The columns that mean something; any other is dropped and named (A4). */
  static Set<String> columns(DeclaredFields fields) {
    Set<String> columns = new HashSet<>(List.of(
        "external_id",
        "email",
        "language",
        "country",
        "category",
        "consent_purpose",
        "consent_at",
        "consent_source",
        "consent_text"));
    fields.all().forEach(field -> columns.add(field.name()));
    return columns;
  }

  ContactRow contact(CsvRow row) {
    row.check();
    Optional<EmailAddress> email = row.cell("email")
        .map(text -> EmailAddress.parse(text)
            .orElseThrow(() -> new RowRejected(
                "email", "BAD_ADDRESS", "This is not an address one can write to.")));
    Optional<Language> language = row.cell("language")
        .map(text -> Language.of(text)
            .orElseThrow(
                () -> new RowRejected("language", "BAD_LANGUAGE", "Réveil speaks fr and en.")));
    try {
      return new ContactRow(
          row.cell("external_id"), email, language, country(row), category(row), fields(row));
    } catch (Fault fault) {
      throw new RowRejected(
          fault.details().getFirst().field(), "BAD_VALUE", String.valueOf(fault.getMessage()));
    }
  }

  private static Optional<String> country(CsvRow row) {
    Optional<String> country = row.cell("country").map(text -> text.toUpperCase(Locale.ROOT));
    if (country.isPresent() && !COUNTRIES.contains(country.get())) {
      throw new RowRejected(
          "country", "BAD_COUNTRY", "A country is two letters of ISO 3166, such as FR.");
    }
    return country;
  }

  private static Optional<Category> category(CsvRow row) {
    return row.cell("category")
        .map(text -> Arrays.stream(Category.values())
            .filter(category -> category.name().equalsIgnoreCase(text))
            .findFirst()
            .orElseThrow(() -> new RowRejected(
                "category",
                "BAD_CATEGORY",
                "A category is prospect, customer, former_customer or professional.")));
  }

  private Map<String, String> fields(CsvRow row) {
    Map<String, String> values = new HashMap<>();
    for (DeclaredField field : fields.all()) {
      row.cell(field.name()).ifPresent(text -> values.put(field.name(), fields.check(field, text)));
    }
    return values;
  }

  /** The consent that a row declares, if any. Without date, source or text it is a claim without proof (A14). */
  Optional<ContactLine.Claim> claim(CsvRow row, ContactRow contact) {
    Optional<Instant> at = moments.read(row, "consent_at");
    return row.cell("consent_purpose").map(this::purpose).map(purpose -> {
      EmailAddress address = contact
          .email()
          .orElseThrow(() -> new RowRejected(
              "consent_purpose",
              "CONSENT_WITHOUT_ADDRESS",
              "A consent is given for an address: name it in the email column."));
      return new ContactLine.Claim(purpose, evidence(row, at, address));
    });
  }

  private Purpose purpose(String text) {
    if (!text.matches("[a-z][a-z0-9_]{0,59}")
        || purposes.find(new Purpose(text)).isEmpty()) {
      throw new RowRejected(
          "consent_purpose",
          "UNKNOWN_PURPOSE",
          "No such purpose is declared in config/purposes.yml.");
    }
    return new Purpose(text);
  }

  private Evidence evidence(CsvRow row, Optional<Instant> at, EmailAddress address) {
    List<String> missing = Stream.of("consent_at", "consent_source", "consent_text")
        .filter(column -> row.cell(column).isEmpty())
        .toList();
    return missing.isEmpty()
        ? new Evidence.Declared(
            at.orElseThrow(),
            address,
            row.cell("consent_source").orElseThrow(),
            row.cell("consent_text").orElseThrow(),
            run)
        : new Evidence.ClaimWithoutProof(at.orElse(moments.now()), String.join(", ", missing), run);
  }
}
