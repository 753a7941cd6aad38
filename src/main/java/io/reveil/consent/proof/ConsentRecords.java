package io.reveil.consent.proof;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micronaut.context.annotation.Value;
import io.reveil.consent.Basis;
import io.reveil.consent.CurrentConsent;
import io.reveil.consent.ledger.ConsentEvents;
import io.reveil.consent.ledger.ConsentSubject;
import io.reveil.consent.ledger.ConsentSubjects;
import io.reveil.consent.ledger.CurrentConsents;
import io.reveil.consent.ledger.RecordedEvent;
import io.reveil.consent.wording.Notices;
import io.reveil.consent.wording.PublishedNotice;
import io.reveil.consent.wording.PurposeSheet;
import io.reveil.consent.wording.Purposes;
import io.reveil.contact.Contact;
import io.reveil.contact.Contacts;
import io.reveil.contact.field.DeclaredFields;
import io.reveil.job.Database;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Language;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The consents of one person as records that other systems understand (E3). */
@Singleton
class ConsentRecords {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Database database;
  private final CurrentConsents fold;
  private final ConsentSubjects subjects;
  private final ConsentEvents events;
  private final Notices notices;
  private final Purposes purposes;
  private final Contacts contacts;
  private final DeclaredFields fields;
  private final String retention;

  /** @param retention how long a silent person's data are kept for a purpose that is declared no longer (A20) */
  ConsentRecords(
      Database database,
      CurrentConsents fold,
      ConsentSubjects subjects,
      ConsentEvents events,
      Notices notices,
      Purposes purposes,
      Contacts contacts,
      DeclaredFields fields,
      @Value("${reveil.activity.retention}") String retention) {
    this.database = database;
    this.fold = fold;
    this.subjects = subjects;
    this.events = events;
    this.notices = notices;
    this.purposes = purposes;
    this.contacts = contacts;
    this.fields = fields;
    this.retention = retention;
  }

  /** One a channel and purpose; none if nothing is recorded, or the person was erased. */
  List<ConsentRecord> list(ContactId contact) {
    return list(contact, recorded -> recorded);
  }

  /** What belongs to this mailbox, as {@link MailboxActs} has it. */
  List<ConsentRecord> list(ContactId contact, EmailAddress mailbox) {
    return list(contact, recorded -> MailboxActs.of(recorded, mailbox)).stream()
        .filter(one -> !one.acts().isEmpty())
        .toList();
  }

  private List<ConsentRecord> list(ContactId contact, UnaryOperator<List<List<RecordedAct>>> told) {
    return database.write(() ->
        subjects.find(contact).map(subject -> list(contact, subject, told)).orElse(List.of()));
  }

  private List<ConsentRecord> list(
      ContactId contact, ConsentSubject subject, UnaryOperator<List<List<RecordedAct>>> told) {
    List<CurrentConsent> rows = fold.list(List.of(contact));
    List<List<RecordedAct>> acts = told.apply(
        rows.stream().map(row -> acts(events.list(row.key(), subject))).toList());
    List<ConsentRecord> records = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      records.add(record(rows.get(i), subject, acts.get(i)));
    }
    return records;
  }

  private ConsentRecord record(CurrentConsent row, ConsentSubject subject, List<RecordedAct> acts) {
    Optional<PurposeSheet> sheet = purposes.find(row.key().purpose());
    return new ConsentRecord(
        row,
        subject,
        sheet,
        acts,
        acts.stream()
            .map(act -> act.told().path("notice"))
            .distinct()
            .flatMap(notice -> notice(notice).stream())
            .toList(),
        sheet.map(declared -> declared.retention().toString()).orElse(retention),
        contacts.find(row.key().contact()).flatMap(Contact::provenance),
        fields.all().stream()
            .filter(field -> field.purposes().contains(row.key().purpose()))
            .toList());
  }

  /** Each knows what the purpose rested on before it. */
  private static List<RecordedAct> acts(List<RecordedEvent> recorded) {
    List<RecordedAct> acts = new ArrayList<>();
    Basis before = Basis.NONE;
    for (RecordedEvent event : recorded) {
      RecordedAct act = act(event, before);
      acts.add(act);
      before = act.basis();
    }
    return acts;
  }

  private static RecordedAct act(RecordedEvent event, Basis before) {
    try {
      return new RecordedAct(
          event.eventId(), JSON.readTree(event.canonical()), event.opened(), before);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("event " + event.eventId() + " is not JSON", e);
    }
  }

  private Optional<PublishedNotice> notice(JsonNode reference) {
    return Language.of(reference.path("language").asText())
        .flatMap(language -> notices.find(
            reference.path("key").asText(), reference.path("version").asInt(), language));
  }
}
