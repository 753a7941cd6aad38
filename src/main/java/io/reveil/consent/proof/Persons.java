package io.reveil.consent.proof;

import io.reveil.contact.Contact;
import io.reveil.contact.Contacts;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Fault;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who is meant: by the address or, as not everybody has one, by the number that another system knows the person by
 * (S0.5). Both travel in the body of a request only (D2).
 */
@Singleton
class Persons {
  private final Contacts contacts;

  Persons(Contacts contacts) {
    this.contacts = contacts;
  }

  Contact find(@Nullable String email, @Nullable String externalId) {
    if ((email == null) == (externalId == null)) {
      throw Fault.invalid(
          "email", "Name the person by “email” or by “externalId”, one of the two.");
    }
    return Optional.ofNullable(externalId)
        .map(number -> contacts
            .findByExternalId(number)
            .orElseThrow(() -> Fault.absent("UNKNOWN_CONTACT", "Nobody has this external id.")))
        .orElseGet(() -> byAddress(email));
  }

  private Contact byAddress(@Nullable String email) {
    EmailAddress address = Optional.ofNullable(email)
        .flatMap(EmailAddress::parse)
        .orElseThrow(() -> Fault.invalid("email", "This is not an e-mail address."));
    return contacts
        .find(address)
        .orElseThrow(() -> Fault.absent("UNKNOWN_CONTACT", "Nobody has this address."));
  }
}
