package io.reveil.campaign.letter;

import io.reveil.activity.StatusRules;
import io.reveil.campaign.Enrolment;
import io.reveil.campaign.sequence.Sequences;
import io.reveil.consent.wording.PurposeSheet;
import io.reveil.consent.wording.Purposes;
import io.reveil.contact.Contact;
import io.reveil.contact.Contacts;
import io.reveil.contact.Zones;
import io.reveil.delivery.Letters;
import io.reveil.delivery.Measure;
import io.reveil.delivery.Message;
import io.reveil.kernel.ContactId;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the mails of win-back campaigns. Their templates know the first name and nothing else about the person. */
@Singleton
class WinBackLetters implements Letters {
  private static final String FIRST_NAME = "first_name";

  private final Sequences sequences;
  private final Purposes purposes;
  private final Contacts contacts;
  private final Reasons reasons;
  private final StatusRules days;
  private final Zones zones;

  WinBackLetters(
      Sequences sequences,
      Purposes purposes,
      Contacts contacts,
      Reasons reasons,
      StatusRules days,
      Zones zones) {
    this.sequences = sequences;
    this.purposes = purposes;
    this.contacts = contacts;
    this.reasons = reasons;
    this.days = days;
    this.zones = zones;
  }

  @Override
  public String kind() {
    return Sequences.KIND;
  }

  @Override
  public boolean isTransactional() {
    return false;
  }

  @Override
  public Map<Message, Letter> write(List<Message> group, Map<ContactId, Contact> people) {
    Map<Message, Enrolment> atStage = sequences.atStage(group);
    Map<ContactId, Map<String, String>> fields = contacts.fields(people.keySet());
    Map<Message, String> why = reasons.why(group, people);
    Map<Message, Letter> letters = new LinkedHashMap<>();
    for (Message message : group) {
      Optional<PurposeSheet> sheet = message.purpose().flatMap(purposes::find);
      Enrolment enrolment = atStage.get(message);
      String reason = why.get(message);
      if (sheet.flatMap(PurposeSheet::mailing).isPresent() && enrolment != null && reason != null) {
        Optional<String> source = Optional.ofNullable(people.get(message.contact()))
            .flatMap(person -> Source.sentence(
                person.provenance(),
                message.language(),
                at -> zones.local(at, Optional.of(person))));
        Map<String, Object> model = model(message, sheet.get(), enrolment, reason, source);
        String firstName = fields.getOrDefault(message.contact(), Map.of()).get(FIRST_NAME);
        if (firstName != null && !firstName.isBlank()) {
          model.put("firstName", firstName);
        }
        letters.put(
            message, letter(sheet.get(), model, sequences.definition(enrolment).measure(), source));
      }
    }
    return letters;
  }

  static Letter letter(
      PurposeSheet sheet, Map<String, Object> model, Measure measure, Optional<String> source) {
    PurposeSheet.Mailing mailing = sheet.mailing().orElseThrow();
    return new Letter(
        model,
        Optional.empty(),
        mailing.sender().address(),
        mailing.sender().name(),
        Optional.empty(),
        Optional.of(Listed.read(mailing.listId())),
        measure,
        Source.owed(source, sheet));
  }

  private Map<String, Object> model(
      Message message,
      PurposeSheet sheet,
      Enrolment enrolment,
      String reason,
      Optional<String> source) {
    return LetterModel.of(
        sheet,
        message.language(),
        reason,
        source,
        sequences.definition(enrolment).whatFollows(enrolment.stage(), days.today()));
  }
}
