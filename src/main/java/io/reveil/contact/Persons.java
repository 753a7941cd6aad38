package io.reveil.contact;

import io.micronaut.serde.annotation.Serdeable;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Fault;
import jakarta.inject.Singleton;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who is meant: by the address, by the number that another system knows the person by, as not everybody has an address
 * (S0.5), or by ours. An address travels in the body of a request only (D2).
 */
@Singleton
public class Persons {
  private final Contacts contacts;

  Persons(Contacts contacts) {
    this.contacts = contacts;
  }

  /**
   * What a request says of a person: one of the three.
   *
   * @param contact the number that we gave
   */
  @Serdeable
  public record Sought(
      @Nullable String email,
      @Nullable String externalId,
      @Nullable String contact) {

    public static Sought byExternalId(String externalId) {
      return new Sought(null, externalId, null);
    }

    public static Sought byNumber(long contact) {
      return new Sought(null, null, String.valueOf(contact));
    }
  }

  /** For whoever asks whether there is such a person. */
  public Optional<Contact> find(Sought sought) {
    if (Stream.of(sought.email, sought.externalId, sought.contact)
            .filter(Objects::nonNull)
            .count()
        != 1) {
      throw Fault.invalid(
          "email", "Name the person by “email”, “externalId” or “contact”, one of the three.");
    }
    if (sought.email != null) {
      return contacts.find(EmailAddress.parse(sought.email)
          .orElseThrow(() -> Fault.invalid("email", "This is not an e-mail address.")));
    }
    return sought.externalId != null
        ? contacts.findByExternalId(sought.externalId)
        : contacts.find(number(String.valueOf(sought.contact)));
  }

  /** For whoever must have one. */
  public Contact demand(Sought sought) {
    return find(sought).orElseThrow(() -> Fault.absent("UNKNOWN_CONTACT", unknown(sought)));
  }

  private static ContactId number(String said) {
    try {
      return new ContactId(Long.parseLong(said));
    } catch (NumberFormatException _) {
      throw Fault.invalid("contact", "The number that Réveil gave is digits only.");
    }
  }

  private static String unknown(Sought sought) {
    if (sought.email != null) {
      return "Nobody has this address.";
    }
    return sought.externalId != null
        ? "Nobody has this external id."
        : "There is no contact of this number.";
  }
}
