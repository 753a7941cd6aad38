package io.reveil.campaign.letter;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import io.reveil.consent.ConsentKey;
import io.reveil.consent.CurrentConsent;
import io.reveil.consent.Grade;
import io.reveil.consent.permission.Permissions;
import io.reveil.consent.wording.PurposeSheet;
import io.reveil.consent.wording.Purposes;
import io.reveil.contact.Contact;
import io.reveil.contact.Zones;
import io.reveil.delivery.Message;
import io.reveil.kernel.Channel;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.Language;
import io.reveil.web.Words;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says in one sentence why a person gets a letter: the act, its date and for what (A19). */
@Singleton
class Reasons {
  private final Permissions permissions;
  private final Purposes purposes;
  private final Zones zones;

  Reasons(Permissions permissions, Purposes purposes, Zones zones) {
    this.permissions = permissions;
    this.purposes = purposes;
    this.zones = zones;
  }

  /** For each message whose person's consent is known; one statement. */
  Map<Message, String> why(List<Message> group, Map<ContactId, Contact> people) {
    Map<ConsentKey, CurrentConsent> recorded =
        permissions.list(group.stream().map(Message::contact).toList()).stream()
            .collect(toMap(CurrentConsent::key, identity()));
    Map<Message, String> why = new LinkedHashMap<>();
    for (Message message : group) {
      message
          .purpose()
          .flatMap(purposes::find)
          .flatMap(sheet -> Optional.ofNullable(
                  recorded.get(new ConsentKey(message.contact(), Channel.EMAIL, sheet.id())))
              .flatMap(standing -> sentence(
                  standing,
                  sheet,
                  Optional.ofNullable(people.get(message.contact())),
                  message.language())))
          .ifPresent(sentence -> why.put(message, sentence));
    }
    return why;
  }

  private Optional<String> sentence(
      CurrentConsent standing, PurposeSheet sheet, Optional<Contact> reader, Language language) {
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
