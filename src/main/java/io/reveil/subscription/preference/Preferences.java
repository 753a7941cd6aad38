package io.reveil.subscription.preference;

import io.reveil.activity.Activities;
import io.reveil.activity.ContactEvent;
import io.reveil.activity.Signal;
import io.reveil.consent.ConsentKey;
import io.reveil.consent.CurrentConsent;
import io.reveil.consent.ledger.Applied;
import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.ledger.Evidence;
import io.reveil.consent.permission.Permissions;
import io.reveil.consent.suppression.Suppressions;
import io.reveil.consent.wording.PurposeSheet;
import io.reveil.consent.wording.Purposes;
import io.reveil.contact.Contact;
import io.reveil.contact.ContactState;
import io.reveil.contact.Contacts;
import io.reveil.delivery.Message;
import io.reveil.delivery.queue.SingleMails;
import io.reveil.job.Database;
import io.reveil.kernel.Channel;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.Installation;
import io.reveil.kernel.Language;
import io.reveil.kernel.Purpose;
import io.reveil.key.AddressDigests;
import io.reveil.link.LinkAction;
import io.reveil.link.Verified;
import io.reveil.subscription.Boxes;
import io.reveil.subscription.SignalKey;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Takes what a person ticked and unticked. Ending something needs nothing but the link (B5, C10); beginning something
 * needs the page of the last hour, and the text that was read (C2, A10).
 */
@Singleton
class Preferences {
  private final Database database;
  private final Clock clock;
  private final Installation installation;
  private final Contacts contacts;
  private final SingleMails mails;
  private final Purposes purposes;
  private final ConsentLedger ledger;
  private final Permissions permissions;
  private final Suppressions suppressions;
  private final AddressDigests digests;
  private final Activities activities;

  Preferences(
      Database database,
      Clock clock,
      Installation installation,
      Contacts contacts,
      SingleMails mails,
      Purposes purposes,
      ConsentLedger ledger,
      Permissions permissions,
      Suppressions suppressions,
      AddressDigests digests,
      Activities activities) {
    this.database = database;
    this.clock = clock;
    this.installation = installation;
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
            .flatMap(Message::purpose)
            .flatMap(purposes::find)
            .map(letter -> choices(contact, letter)));
  }

  /** Of e-mail alone, since the link shows that the mailbox is the person's, and nothing else. */
  private Choices choices(Contact contact, PurposeSheet letter) {
    Map<ConsentKey, CurrentConsent> recorded = permissions.list(contact.id()).stream()
        .collect(Collectors.toMap(CurrentConsent::key, consent -> consent));
    List<Choice> all = purposes.all().stream()
        .filter(sheet -> sheet.channel() == Channel.EMAIL)
        .map(sheet -> {
          ConsentKey key = purposes.key(contact.id(), sheet.id());
          return new Choice(sheet, recorded.getOrDefault(key, CurrentConsent.unrecorded(key)));
        })
        .filter(choice -> choice.isOffered() || choice.isOnWithoutConsent())
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

  /**
   * @param shownIn the language of the page, whose texts were read
   * @param isFresh whether the link is within its time and the page came from us within the hour
   * @return empty if the person is gone by now
   */
  Optional<Saved> save(Verified.Authentic link, Boxes boxes, Language shownIn, boolean isFresh) {
    return database.write(
        () -> look(link).map(before -> save(before, link, boxes, shownIn, isFresh)));
  }

  /** The boxes that a page showed and that came back empty. */
  List<String> unticked(Boxes boxes) {
    return purposes.all().stream()
        .map(PurposeSheet::id)
        .filter(boxes::isUnticked)
        .map(Purpose::id)
        .toList();
  }

  /** Ends what was unticked then, and nothing else. In the caller's transaction. */
  void end(Verified.Authentic link, Boxes boxes, Instant at) {
    look(link).ifPresent(before -> end(before, link, boxes, at));
  }

  private Saved save(
      Choices before, Verified.Authentic link, Boxes boxes, Language shownIn, boolean isFresh) {
    Instant now = clock.instant();
    Map<Choice, Applied.Recorded> ended = end(before, link, boxes, now);
    List<Choice> wanted = before.all().stream()
        .filter(choice -> choice.isOffered()
            && !choice.isOn()
            && boxes.isTicked(choice.sheet().id()))
        .toList();
    Saved.Outcome outcome = judge(wanted, before.hold(), boxes, shownIn, isFresh);
    Map<Choice, Applied.Recorded> begun =
        outcome == Saved.Outcome.SAVED ? begin(wanted, link, shownIn, now) : Map.of();
    Choices after = choices(before.contact(), before.letter());
    if (isFresh && after.haveALetterOn()) {
      noteLife(begun, ended, link, now);
    }
    return new Saved(after, outcome, List.copyOf(begun.keySet()), List.copyOf(ended.keySet()));
  }

  private Map<Choice, Applied.Recorded> end(
      Choices before, Verified.Authentic link, Boxes boxes, Instant now) {
    Evidence.LinkUsed evidence =
        new Evidence.LinkUsed(now, Evidence.Means.PREFERENCES, link.reference(), link.keyId());
    Map<Choice, Applied.Recorded> ended = new LinkedHashMap<>();
    for (Choice choice : before.all()) {
      if (choice.isOn()
          && boxes.isUnticked(choice.sheet().id())
          && ledger.withdraw(choice.consent().key(), evidence)
              instanceof Applied.Recorded recorded) {
        ended.put(choice, recorded);
        if (choice.sheet().equals(before.letter())) {
          noteLeaving(link, now);
        }
      }
    }
    return ended;
  }

  private Saved.Outcome judge(
      List<Choice> wanted, Choices.Hold hold, Boxes boxes, Language shownIn, boolean isFresh) {
    if (wanted.isEmpty()) {
      return Saved.Outcome.SAVED;
    }
    if (!isFresh) {
      return Saved.Outcome.STALE;
    }
    if (hold != Choices.Hold.NONE) {
      return Saved.Outcome.HELD;
    }
    boolean read = wanted.stream()
        .allMatch(choice -> boxes.wasRead(
            choice.sheet().id(), purposes.notice(choice.sheet().id(), shownIn).version()));
    return read ? Saved.Outcome.SAVED : Saved.Outcome.TEXT_CHANGED;
  }

  private Map<Choice, Applied.Recorded> begin(
      List<Choice> wanted, Verified.Authentic link, Language shownIn, Instant now) {
    URI page = URI.create(installation.url("/" + LinkAction.PREFERENCES.path()));
    Map<Choice, Applied.Recorded> begun = new LinkedHashMap<>();
    for (Choice choice : wanted) {
      Evidence.BoxTicked evidence = new Evidence.BoxTicked(
          now, page, purposes.notice(choice.sheet().id(), shownIn), link.reference(), link.keyId());
      if (ledger.tick(choice.consent().key(), evidence) instanceof Applied.Recorded recorded) {
        begun.put(choice, recorded);
      }
    }
    if (!begun.isEmpty()) {
      contacts.reach(link.contact());
    }
    return begun;
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

  /** A change is a sign of life of whoever goes on receiving something (A21); each change is one of its own. */
  private void noteLife(
      Map<Choice, Applied.Recorded> begun,
      Map<Choice, Applied.Recorded> ended,
      Verified.Authentic link,
      Instant now) {
    List<Applied.Recorded> changes = new ArrayList<>(begun.values());
    changes.addAll(ended.values());
    changes.stream()
        .findFirst()
        .ifPresent(change -> note(
            link.contact(),
            new Signal.PreferencesSaved(link.reference()),
            SignalKey.of(SignalKey.Kind.PREFERENCES, change.eventId()),
            now));
  }

  private void note(ContactId contact, Signal signal, byte[] key, Instant now) {
    activities.record(List.of(new ContactEvent(contact, signal, now, key, "link")));
  }
}
