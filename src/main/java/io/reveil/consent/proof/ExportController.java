package io.reveil.consent.proof;

import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.reveil.contact.Contact;
import io.reveil.contact.Persons;
import io.reveil.web.RequiresScope;
import io.reveil.web.Scope;
import java.util.List;
import java.util.Map;

/**
 * One person's consents for another system or an authority (E3).
 */
@Controller("/api/consents/export")
@ExecuteOn(TaskExecutors.BLOCKING)
@RequiresScope(Scope.PRIVACY)
class ExportController {
  private final Persons persons;
  private final ConsentRecords records;

  ExportController(Persons persons, ConsentRecords records) {
    this.persons = persons;
    this.records = records;
  }

  @Post
  Map<String, Object> export(@Body Persons.Sought sought) {
    Contact contact = persons.demand(sought);
    List<Map<String, Object>> found =
        records.list(contact.id()).stream().map(ConsentRecord::json).toList();
    return Map.of("records", found);
  }
}
