package io.reveil.subscription.preference;

import io.reveil.activity.Activities;
import io.reveil.activity.ContactEvent;
import io.reveil.activity.Signal;
import io.reveil.consent.ConsentKey;
import io.reveil.consent.CurrentConsent;
import io.reveil.consent.ledger.Applied;
import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.ledger.Objection;
import io.reveil.consent.permission.Permissions;
import io.reveil.consent.suppression.Suppressions;
import io.reveil.consent.wording.PurposeSheet;
import io.reveil.consent.wording.Purposes;
import io.reveil.contact.Contact;
import io.reveil.contact.ContactState;
import io.reveil.contact.Contacts;
import io.reveil.delivery.queue.SingleMails;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.Purpose;
import io.reveil.key.AddressDigests;
import io.reveil.link.Verified;
import io.reveil.subscription.Boxes;
import io.reveil.subscription.Noting;
import io.reveil.subscription.SignalKey;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where a person stands, and the end of what was unticked, which needs nothing but the link (B5, C10). */
@Singleton
class Preferences {
  private final Contacts contacts;
  private final SingleMails mails;
  private final Purposes purposes;
  private final ConsentLedger ledger;
  private final Permissions permissions;
  private final Suppressions suppressions;
  private final AddressDigests digests;
  private final Activities activities;

  Preferences(
      Contacts contacts,
      SingleMails mails,
      Purposes purposes,
      ConsentLedger ledger,
      Permissions permissions,
      Suppressions suppressions,
      AddressDigests digests,
      Activities activities) {
    this.contacts = contacts;
    this.mails = mails;
    this.purposes = purposes;
    this.ledger = ledger;
    this.permissions = permissions;
    this.suppressions = suppressions;
    this.digests = digests;
    this.activities = activities;
  }

  /** Empty if the person or the mail is gone; changes nothing (C1). */
  Optional<Choices> look(Verified.Authentic link) {
    return contacts
        .findPresent(link.contact())
        .flatMap(contact -> mails
            .find(contact.id(), link.reference())
            .map(mail -> choices(contact, mail.purpose().flatMap(purposes::find))));
  }

  /**
   * As {@link #look}, in the caller's transaction, of somebody held: who is being erased meanwhile is gone when we look, and
   * nothing that is written then makes them anew (E9).
   */
  Optional<Choices> lookHeld(Verified.Authentic link) {
    contacts.hold(link.contact());
    return look(link);
  }

  /** What can be agreed to here, and all that takes place, by whatever channel: it ends here as well (GDPR art. 7(3); A11). */
  Choices choices(Contact contact, Optional<PurposeSheet> letter) {
    Map<ConsentKey, CurrentConsent> recorded = permissions.list(contact.id()).stream()
        .collect(Collectors.toMap(CurrentConsent::key, consent -> consent));
    List<Choice> all = purposes.all().stream()
        .map(sheet -> {
          ConsentKey key = purposes.key(contact.id(), sheet.id());
          return new Choice(sheet, recorded.getOrDefault(key, CurrentConsent.unrecorded(key)));
        })
        .filter(choice -> choice.isOffered() || choice.isOn())
        .toList();
    return new Choices(contact, letter, all, hold(contact));
  }

  private Choices.Hold hold(Contact contact) {
    if (contact.state() == ContactState.RESTRICTED) {
      return Choices.Hold.RESTRICTED;
    }
    boolean stopped = contact
        .email()
        .map(digests::of)
        .filter(address -> !suppressions.opposed(List.of(address)).isEmpty())
        .isPresent();
    return stopped ? Choices.Hold.STOPPED : Choices.Hold.NONE;
  }

  /** The boxes that a page showed and that came back empty. */
  List<String> unticked(Boxes boxes) {
    return purposes.all().stream()
        .map(PurposeSheet::id)
        .filter(boxes::isUnticked)
        .map(Purpose::id)
        .toList();
  }

  /**
   * Ends what was unticked, and nothing else, whoever unticked it: withdrawals are never doubted (C10). In the caller's
   * transaction.
   */
  Map<Choice, Applied.Recorded> end(Verified.Authentic link, Boxes boxes, Instant at) {
    return lookHeld(link).map(before -> end(before, link, boxes, at)).orElse(Map.of());
  }

  /**
   * Ends what was unticked while the database was away, as of then; what the person agreed to anew since goes on (E1). In
   * the caller's transaction.
   */
  void catchUp(Verified.Authentic link, Boxes boxes, Instant pressed) {
    lookHeld(link)
        .map(now -> now.without(choice -> Noting.isOvertaken(choice.consent(), pressed)))
        .ifPresent(before -> end(before, link, boxes, pressed));
  }

  private Map<Choice, Applied.Recorded> end(
      Choices before, Verified.Authentic link, Boxes boxes, Instant now) {
    Objection.LinkUsed evidence =
        new Objection.LinkUsed(now, Objection.Means.PREFERENCES, link.reference(), link.keyId());
    Map<Choice, Applied.Recorded> ended = new LinkedHashMap<>();
    for (Choice choice : before.all()) {
      if (choice.isOn()
          && boxes.isUnticked(choice.sheet().id())
          && ledger.withdraw(choice.consent().key(), evidence)
              instanceof Applied.Recorded recorded) {
        ended.put(choice, recorded);
        if (before.letter().equals(Optional.of(choice.sheet()))) {
          noteLeaving(link, now);
        }
      }
    }
    return ended;
  }

  /** The letter that led here was left: told as by its unsubscribe link. */
  private void noteLeaving(Verified.Authentic link, Instant now) {
    mails.recordAnswer(link.contact(), link.reference(), SingleMails.Answer.UNSUBSCRIBED, now);
    note(
        link.contact(),
        new Signal.Unsubscribed(link.reference()),
        SignalKey.of(SignalKey.Kind.UNSUBSCRIBED, link.reference()),
        now);
  }

  private void note(ContactId contact, Signal signal, byte[] key, Instant now) {
    activities.record(List.of(new ContactEvent(contact, signal, now, key, "link")));
  }
}
