package io.reveil.consent.proof;

import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.reveil.contact.Contact;
import io.reveil.contact.Contacts;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Fault;
import io.reveil.web.RequiresScope;
import io.reveil.web.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One person's consents for another system or an authority (E3), by the address or, as not everybody has one, by the
 * number that another system knows the person by (S0.5). Both travel in the body only (D2).
 */
@Controller("/api/consents/export")
@ExecuteOn(TaskExecutors.BLOCKING)
@RequiresScope(Scope.PRIVACY)
class ExportController {
  private final Contacts contacts;
  private final ConsentRecords records;

  ExportController(Contacts contacts, ConsentRecords records) {
    this.contacts = contacts;
    this.records = records;
  }

  @Serdeable
  record Sought(@Nullable String email, @Nullable String externalId) {}

  @Post
  Map<String, Object> export(@Body Sought sought) {
    Contact contact = find(sought);
    List<Map<String, Object>> found =
        records.list(contact.id()).stream().map(ConsentRecord::json).toList();
    return Map.of("records", found);
  }

  private Contact find(Sought sought) {
    if ((sought.email() == null) == (sought.externalId() == null)) {
      throw Fault.invalid(
          "email", "Name the person by “email” or by “externalId”, one of the two.");
    }
    return Optional.ofNullable(sought.externalId())
        .map(number -> contacts
            .findByExternalId(number)
            .orElseThrow(() -> Fault.absent("UNKNOWN_CONTACT", "Nobody has this external id.")))
        .orElseGet(() -> byAddress(sought.email()));
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
