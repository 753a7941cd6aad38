package io.reveil.consent.wording;

import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Language;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Who decides why and how data are used, and answers for it (GDPR art. 4(7)): named on every page and in every mail (A19).
 *
 * @param id what purposes call it
 * @param rights where one writes to use the rights of a person
 * @param officer the data protection officer, where there is one (GDPR art. 37)
 * @param authority whom one may complain to, in every language
 * @param jurisdiction the country whose law applies, ISO 3166-1 alpha-2 (E3)
 * @param storageCountry the country where the data lie (E3)
 * @param sender the From of mail that somebody asked for: confirmations; never that of marketing (B12)
 * @param formerNames of the same company: what people agreed to under them still holds (E1)
 * @param keptForDispute what is left of a proof once its person was erased
 */
public record Controller(
    String id,
    String name,
    String postalAddress,
    EmailAddress contactAddress,
    EmailAddress rights,
    Optional<EmailAddress> officer,
    Map<Language, String> authority,
    URI policyUrl,
    String jurisdiction,
    String storageCountry,
    Sender sender,
    Set<String> formerNames,
    KeptForDispute keptForDispute) {

  public Controller {
    authority = Map.copyOf(authority);
    formerNames = Set.copyOf(formerNames);
  }

  /** A From: its name and its address. */
  public record Sender(String name, EmailAddress address) {}

  /** Who writes, as every mail says it (A19): {@code controller}, {@code postal}, {@code contact}, {@code policyUrl}. */
  public Map<String, String> imprint() {
    return Map.of(
        "controller",
        name,
        "postal",
        postalAddress,
        "contact",
        contactAddress.forSending(),
        "policyUrl",
        policyUrl.toString());
  }

  String authority(Language language) {
    return Objects.requireNonNull(authority.get(language), "the file is complete");
  }
}
