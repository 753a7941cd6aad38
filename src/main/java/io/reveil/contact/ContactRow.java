package io.reveil.contact;

import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Fault;
import io.reveil.kernel.Language;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * A contact as an import or a confirmed form brings it. What is empty changes nothing.
 *
 * @param country ISO 3166-1 alpha-2
 * @param zone the person's own
 * @param fields values of declared fields, by name, already checked against their types
 * @param provenance where the data come from; what is known of it stays
 * @param onlyFillsGaps leaves what is known as it is
 */
public record ContactRow(
    Optional<String> externalId,
    Optional<EmailAddress> email,
    Optional<Language> language,
    Optional<String> country,
    Optional<ZoneId> zone,
    Optional<Category> category,
    Map<String, String> fields,
    Optional<Provenance> provenance,
    boolean onlyFillsGaps) {
  private static final int LONGEST_EXTERNAL_ID = 200;

  public ContactRow {
    externalId.ifPresent(ContactRow::check);
    fields = Map.copyOf(fields);
  }

  public ContactRow(
      Optional<String> externalId,
      Optional<EmailAddress> email,
      Optional<Language> language,
      Optional<String> country,
      Optional<Category> category,
      Map<String, String> fields) {
    this(
        externalId,
        email,
        language,
        country,
        Optional.empty(),
        category,
        fields,
        Optional.empty(),
        false);
  }

  private static void check(String externalId) {
    if (externalId.isBlank()
        || externalId.getBytes(StandardCharsets.UTF_8).length > LONGEST_EXTERNAL_ID
        || externalId.codePoints().anyMatch(Character::isISOControl)) {
      throw Fault.invalid(
          "external_id",
          "external_id must be one line of at most " + LONGEST_EXTERNAL_ID + " bytes.");
    }
  }

  /** The same, leaving what is known as it is. */
  public ContactRow fillingGaps() {
    return new ContactRow(
        externalId, email, language, country, zone, category, fields, provenance, true);
  }
}
