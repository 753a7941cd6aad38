package io.reveil.consent.history;

import com.fasterxml.jackson.databind.JsonNode;
import io.reveil.consent.Digests;
import io.reveil.consent.history.LedgerPages.Known;
import io.reveil.consent.ledger.ConsentEvents;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The values of somebody who was not erased, against the commitments in the events (E8). */
final class PersonCheck {
  private final Known person;
  private final Faults faults;
  private final List<String> altered = new ArrayList<>();
  private boolean someFit;

  private PersonCheck(Known person, Faults faults) {
    this.person = person;
    this.faults = faults;
  }

  /**
   * Values whose event cannot be judged are left alone.
   *
   * @param openings by event and name
   */
  static void run(
      Known person,
      Map<Long, JsonNode> texts,
      Map<Long, Map<String, String>> openings,
      Faults faults) {
    PersonCheck check = new PersonCheck(person, faults);
    texts.forEach((event, text) -> {
      Map<String, String> opened = openings.getOrDefault(event, Map.of());
      check.values(event, text.path("commitments"), opened);
      check.contact(event, Optional.ofNullable(opened.get(ConsentEvents.CONTACT)));
    });
    check.tellAltered();
  }

  private void values(long event, JsonNode commitments, Map<String, String> openings) {
    for (Map.Entry<String, JsonNode> commitment : commitments.properties()) {
      String name = commitment.getKey();
      String opened = openings.get(name);
      if (opened == null) {
        faults.add("The value “" + name + "” of event " + event
            + " is gone, though the person was not erased.");
      } else if (isCommitted(name, opened, commitment.getValue().asText())) {
        someFit = true;
      } else {
        altered.add(
            "The value “" + name + "” of event " + event + " is not the one that was recorded.");
      }
    }
    openings.keySet().stream()
        .filter(name -> !commitments.has(name))
        .forEach(name -> faults.add(
            "The value “" + name + "” was added to event " + event + ", which never had one."));
  }

  private boolean isCommitted(String name, String opened, String commitment) {
    return HexFormat.of()
        .formatHex(Digests.commitment(person.salt(), name, opened))
        .equals(commitment);
  }

  /** Events from before they were marked do not say whose they are. */
  private void contact(long event, Optional<String> recorded) {
    recorded
        .filter(contact -> !contact.equals(String.valueOf(person.contact())))
        .ifPresent(contact -> faults.add("Event " + event + " was recorded of contact " + contact
            + ", and consent_subject says that it is one of contact " + person.contact()
            + ": whose history it is was changed past Réveil."));
  }

  /** One salt is behind them all. */
  private void tellAltered() {
    if (altered.size() > 1 && !someFit) {
      faults.add(
          "No value of contact " + person.contact()
              + " is the one that was recorded: the salt in consent_subject was changed, or all of them were.");
    } else {
      altered.forEach(faults::add);
    }
  }
}
