package io.reveil.intake.row;

import io.reveil.contact.Category;
import io.reveil.contact.ContactRow;
import io.reveil.contact.Zones;
import io.reveil.contact.field.DeclaredField;
import io.reveil.contact.field.DeclaredFields;
import io.reveil.intake.file.CsvRow;
import io.reveil.intake.file.RowRejected;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Fault;
import io.reveil.kernel.Language;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Understands rows of contacts, or says which cell it does not. */
final class ContactReader {
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  private final DeclaredFields fields;
  private final SourceReader sources;

  ContactReader(DeclaredFields fields, SourceReader sources) {
    this.fields = fields;
    this.sources = sources;
  }

  /** The columns that mean something; any other is dropped and named (A4). */
  static Set<String> columns(DeclaredFields fields) {
    Set<String> columns =
        new HashSet<>(List.of("external_id", "email", "language", "country", "zone", "category"));
    columns.addAll(BasisReader.COLUMNS);
    columns.addAll(SourceReader.COLUMNS);
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
          row.cell("external_id"),
          email,
          language,
          country(row),
          zone(row),
          category(row),
          fields(row),
          Optional.of(sources.provenance(row)),
          false);
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

  private static Optional<ZoneId> zone(CsvRow row) {
    return row.cell("zone")
        .map(
            text -> Zones.read(text)
                .orElseThrow(
                    () -> new RowRejected(
                        "zone",
                        "BAD_ZONE",
                        "A zone is a region of the tz database, such as Europe/Paris: no offset, no abbreviation.")));
  }

  private static Optional<Category> category(CsvRow row) {
    return row.cell("category")
        .map(text -> Cells.oneOf(
            Category.class,
            text,
            () -> new RowRejected(
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
}
