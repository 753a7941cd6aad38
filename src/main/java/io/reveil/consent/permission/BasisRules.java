package io.reveil.consent.permission;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.reveil.consent.Basis;
import io.reveil.consent.wording.PurposeSheet;
import io.reveil.contact.Category;
import io.reveil.contact.Contact;
import io.reveil.kernel.Demands;
import io.reveil.kernel.NoMail;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Where writing may rest on something else than consent: that is for the law of the person's country to say. An unknown
 * country has the strictest (A16).
 *
 * @param customerCountries ISO 3166-1 alpha-2: where customers may be written to (A15)
 * @param professionalCountries where professionals may (A16)
 */
@ConfigurationProperties("reveil.basis")
record BasisRules(List<String> customerCountries, List<String> professionalCountries) {
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  BasisRules {
    customerCountries = List.copyOf(customerCountries);
    professionalCountries = List.copyOf(professionalCountries);
    Demands demands = Demands.of("reveil.basis");
    demandCountries(demands, "customer-countries", customerCountries);
    demandCountries(demands, "professional-countries", professionalCountries);
    demands.orRefuse();
  }

  private static void demandCountries(Demands demands, String name, List<String> countries) {
    for (String country : countries) {
      demands.that(
          COUNTRIES.contains(country),
          name,
          "“" + country + "” is no country of ISO 3166; write two capitals, as in FR.");
    }
  }

  /** What stands against resting on this, for a purpose as it is declared today. */
  Optional<NoMail> objection(Basis basis, Optional<PurposeSheet> purpose, Contact contact) {
    if (purpose.filter(sheet -> sheet.bases().contains(basis)).isEmpty()) {
      return Optional.of(NoMail.NO_BASIS);
    }
    return switch (basis) {
      case CONSENT, TRANSACTIONAL -> Optional.empty();
      case CUSTOMER_SOFT_OPT_IN -> outside(customerCountries, contact);
      case PROFESSIONAL_LEGITIMATE_INTEREST ->
        contact.category() == Category.PROFESSIONAL
            ? outside(professionalCountries, contact)
            : Optional.of(NoMail.NO_BASIS);
      case NONE -> Optional.of(NoMail.NO_BASIS);
    };
  }

  private static Optional<NoMail> outside(List<String> countries, Contact contact) {
    return contact.country().filter(countries::contains).isPresent()
        ? Optional.empty()
        : Optional.of(NoMail.CONSENT_ONLY);
  }
}
