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

/** One person's consents for another system or an authority (E3). The address travels in the body only (D2). */
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
  record Sought(@Nullable String email) {}

  @Post
  Map<String, Object> export(@Body Sought sought) {
    EmailAddress address = Optional.ofNullable(sought.email())
        .flatMap(EmailAddress::parse)
        .orElseThrow(() -> Fault.invalid("email", "This is not an e-mail address."));
    Contact contact = contacts
        .find(address)
        .orElseThrow(() -> Fault.absent("UNKNOWN_CONTACT", "Nobody has this address."));
    List<Map<String, Object>> found =
        records.list(contact.id()).stream().map(ConsentRecord::json).toList();
    return Map.of("records", found);
  }
}
