package io.reveil.report;

import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.reveil.contact.Persons;
import io.reveil.kernel.Fault;
import io.reveil.kernel.Language;
import io.reveil.web.RequiresScope;
import io.reveil.web.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Contacts for other programs. An address travels in a body only, never in a URL (D2). */
@Controller("/api/contacts")
@ExecuteOn(TaskExecutors.BLOCKING)
@RequiresScope(Scope.READ)
class PeopleController {
  private static final int MOST_ROWS = 1000;

  private final Persons persons;
  private final People people;
  private final Explanation explanation;

  PeopleController(Persons persons, People people, Explanation explanation) {
    this.persons = persons;
    this.people = people;
    this.explanation = explanation;
  }

  /** With {@code external}, the contact of this outside number; else a page of all, in id order. */
  @Get("{?external,after,limit}")
  Object list(
      @QueryValue Optional<String> external,
      @QueryValue(defaultValue = "0") long after,
      @QueryValue(defaultValue = "100") int limit) {
    return external
        .<Object>map(
            id -> PersonView.of(people.of(persons.demand(Persons.Sought.byExternalId(id)))))
        .orElseGet(() -> Map.of("contacts", rows(after, Math.clamp(limit, 1, MOST_ROWS))));
  }

  private List<Map<String, Object>> rows(long after, int limit) {
    return people.page(after, limit).stream()
        .map(row -> Map.<String, Object>of(
            "id", row.contact().toString(),
            "standing", row.standing(),
            "heldOut", row.heldOut()))
        .toList();
  }

  @Get("/{id}")
  PersonView show(long id) {
    return PersonView.of(person(id));
  }

  /** One sentence, and the signals behind it. */
  @Serdeable
  record Explained(String sentence, List<PersonView.Told> signals) {}

  @Get("/{id}/explain{?lang}")
  Explained explain(long id, @QueryValue(defaultValue = "en") String lang) {
    Language language =
        Language.of(lang).orElseThrow(() -> Fault.invalid("lang", "The language is “fr” or “en”."));
    Person person = person(id);
    return new Explained(explanation.sentence(person, language), PersonView.told(person.signals()));
  }

  private Person person(long id) {
    return people.of(persons.demand(Persons.Sought.byNumber(id)));
  }

  /** That there is no such person is an answer, not a mistake. */
  @Post("/lookup")
  Object lookup(@Body Persons.Sought sought) {
    return persons
        .find(sought)
        .<Object>map(contact -> PersonView.of(people.of(contact)))
        .orElseGet(() -> Map.of("found", false));
  }
}
