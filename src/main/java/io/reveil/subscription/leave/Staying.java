package io.reveil.subscription.leave;

import io.reveil.activity.Activities;
import io.reveil.activity.ContactEvent;
import io.reveil.activity.Signal;
import io.reveil.activity.Standing;
import io.reveil.consent.ConsentKey;
import io.reveil.consent.CurrentConsent;
import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.ledger.Evidence;
import io.reveil.consent.permission.Permissions;
import io.reveil.consent.wording.Purposes;
import io.reveil.contact.Contact;
import io.reveil.contact.Contacts;
import io.reveil.delivery.Message;
import io.reveil.delivery.queue.SingleMails;
import io.reveil.job.Database;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Purpose;
import io.reveil.link.Verified;
import io.reveil.subscription.SignalKey;
import io.reveil.subscription.press.Press;
import io.reveil.subscription.press.Presses;
import io.reveil.subscription.press.Seen;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** "I stay": the person says that our mail is wanted. A sign of life (A21). */
@Singleton
class Staying {
  private final Database database;
  private final Clock clock;
  private final Contacts contacts;
  private final SingleMails mails;
  private final Purposes purposes;
  private final ConsentLedger ledger;
  private final Permissions permissions;
  private final Activities activities;
  private final Presses presses;
  private final Leaving leaving;

  Staying(
      Database database,
      Clock clock,
      Contacts contacts,
      SingleMails mails,
      Purposes purposes,
      ConsentLedger ledger,
      Permissions permissions,
      Activities activities,
      Presses presses,
      Leaving leaving) {
    this.database = database;
    this.clock = clock;
    this.contacts = contacts;
    this.mails = mails;
    this.purposes = purposes;
    this.ledger = ledger;
    this.permissions = permissions;
    this.activities = activities;
    this.presses = presses;
    this.leaving = leaving;
  }

  /** Whom the question was put to, and about what. */
  record Asked(Contact contact, long messageId, Purpose purpose) {}

  /** Empty if the person or the mail is gone; changes nothing (C1). */
  Optional<Asked> look(ContactId id, long messageId) {
    return contacts
        .findPresent(id)
        .flatMap(contact -> mails
            .find(id, messageId)
            .flatMap(Message::purpose)
            .map(purpose -> new Asked(contact, messageId, purpose)));
  }

  Optional<LocalDate> lastSign(ContactId contact) {
    return Optional.ofNullable(activities.standings(List.of(contact)).get(contact))
        .flatMap(Standing::lastSignOn);
  }

  /** What became of a press of "I stay". */
  enum Outcome {
    STAYS,
    /**
     * There is nothing to reaffirm, since the person had left: "stay" does not bring back what was withdrawn, only a new
     * double opt-in does (promise 1).
     */
    HAD_LEFT,
    /** All is stopped for this address, or the person is restricted: no letter goes on, and nothing is extended. */
    BARRED,
    /** It looked like a sandbox's press: no sign of life, and the person is asked. */
    QUESTIONED
  }

  /** Reaffirms a consent that is given, or another basis that stands, once a mail. */
  Outcome stay(Asked asked, Verified.Valid link, Press press) {
    return database.write(() -> {
      contacts.hold(asked.contact().id());
      ConsentKey key = purposes.key(asked.contact().id(), asked.purpose());
      Optional<EmailAddress> address = asked
          .contact()
          .email()
          .filter(_ -> permissions.find(key).filter(CurrentConsent::isBased).isPresent());
      if (address.isEmpty()) {
        return Outcome.HAD_LEFT;
      }
      if (leaving.isBarred(asked.contact())) {
        return Outcome.BARRED;
      }
      Instant now = clock.instant();
      Seen seen = presses.seen(press, key.contact(), asked.messageId(), address.get(), now);
      if (seen.isDoubtful()) {
        return Outcome.QUESTIONED;
      }
      if (isNew(asked, now)) {
        ledger.reconfirm(
            key, new Evidence.Stayed(now, asked.messageId(), link.keyId(), seen.circumstances()));
        mails.recordAnswer(key.contact(), asked.messageId(), SingleMails.Answer.STAYED, now);
        contacts.markReachable(key.contact());
      }
      return Outcome.STAYS;
    });
  }

  private boolean isNew(Asked asked, Instant now) {
    return activities
        .record(List.of(new ContactEvent(
            asked.contact().id(),
            new Signal.Stayed(asked.messageId()),
            now,
            SignalKey.of(SignalKey.Kind.STAYED, asked.messageId()),
            "link")))
        .getFirst();
  }
}
