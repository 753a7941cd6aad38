package io.reveil.campaign.letter;

import io.reveil.consent.Basis;
import io.reveil.consent.Grade;
import io.reveil.consent.wording.PurposeSheet;
import io.reveil.consent.wording.Purposes;
import io.reveil.contact.Contact;
import io.reveil.contact.Zones;
import io.reveil.delivery.Message;
import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.Language;
import io.reveil.kernel.Purpose;
import io.reveil.web.Words;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says in one sentence why a person gets a letter: the act, its date and for what (A19). */
@Singleton
class Reasons {
  private final Database database;
  private final Purposes purposes;
  private final Zones zones;

  Reasons(Database database, Purposes purposes, Zones zones) {
    this.database = database;
    this.purposes = purposes;
    this.zones = zones;
  }

  private record Key(ContactId contact, Purpose purpose) {}

  private record Standing(Basis basis, Optional<Grade> grade, Instant since) {}

  /** For each message whose person's consent is known. */
  Map<Message, String> why(List<Message> group, Map<ContactId, Contact> people) {
    Map<Key, Standing> standings = standings(group);
    Map<Message, String> why = new LinkedHashMap<>();
    for (Message message : group) {
      message
          .purpose()
          .ifPresent(purpose -> Optional.ofNullable(
                  standings.get(new Key(message.contact(), purpose)))
              .flatMap(standing -> purposes
                  .find(purpose)
                  .flatMap(sheet -> sentence(
                      standing,
                      sheet,
                      Optional.ofNullable(people.get(message.contact())),
                      message.language())))
              .ifPresent(sentence -> why.put(message, sentence)));
    }
    return why;
  }

  private Map<Key, Standing> standings(List<Message> group) {
    List<Object> contacts = new ArrayList<>();
    group.forEach(message -> contacts.add(message.contact().value()));
    Map<Key, Standing> standings = new HashMap<>();
    database
        .list(
            """
            SELECT contact_id, purpose, basis, grade, since_at
              FROM current_consent
             WHERE channel = 'EMAIL'
               AND contact_id IN (%s)
            """.formatted(Database.marks(contacts.size())),
            row -> Map.entry(
                new Key(
                    new ContactId(row.getLong("contact_id")),
                    new Purpose(row.getString("purpose"))),
                new Standing(
                    Columns.constant(row, "basis", Basis.class),
                    Columns.optionalConstant(row, "grade", Grade.class),
                    Columns.instant(row, "since_at"))),
            contacts.toArray())
        .forEach(found -> standings.put(found.getKey(), found.getValue()));
    return standings;
  }

  private Optional<String> sentence(
      Standing standing, PurposeSheet sheet, Optional<Contact> reader, Language language) {
    String name = sheet.text(language).name();
    String on = Words.date(zones.local(standing.since(), reader).toLocalDate(), language);
    boolean confirmed = standing.grade().filter(Grade.DOI::equals).isPresent();
    return switch (standing.basis()) {
      case CONSENT -> Optional.of(consented(name, on, confirmed, language));
      case CUSTOMER_SOFT_OPT_IN ->
        Optional.of(
            switch (language) {
              case FR ->
                "Vous recevez cet e‑mail parce que vous êtes client de "
                    + sheet.controller().name() + ".";
              case EN ->
                "You receive this e‑mail because you are a customer of "
                    + sheet.controller().name() + ".";
            });
      case PROFESSIONAL_LEGITIMATE_INTEREST ->
        Optional.of(
            switch (language) {
              case FR -> "Vous recevez cet e‑mail à titre professionnel.";
              case EN -> "You receive this e‑mail in your professional capacity.";
            });
      case TRANSACTIONAL, NONE -> Optional.empty();
    };
  }

  private static String consented(String name, String on, boolean confirmed, Language language) {
    return switch (language) {
      case FR ->
        confirmed
            ? "Vous recevez cet e‑mail parce que vous avez confirmé votre inscription à %s le %s."
                .formatted(name, on)
            : "Vous recevez cet e‑mail parce que vous avez demandé %s le %s.".formatted(name, on);
      case EN ->
        confirmed
            ? "You receive this e‑mail because you confirmed your sign-up to %s on %s."
                .formatted(name, on)
            : "You receive this e‑mail because you asked for %s on %s.".formatted(name, on);
    };
  }
}
