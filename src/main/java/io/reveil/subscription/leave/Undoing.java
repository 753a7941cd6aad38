package io.reveil.subscription.leave;

import io.reveil.consent.ConsentKey;
import io.reveil.consent.ledger.Applied;
import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.ledger.Evidence;
import io.reveil.consent.wording.PurposeSheet;
import io.reveil.consent.wording.Purposes;
import io.reveil.contact.Contact;
import io.reveil.job.Database;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Language;
import io.reveil.kernel.Purpose;
import io.reveil.link.Verified;
import io.reveil.subscription.Mailboxes;
import io.reveil.subscription.press.Press;
import io.reveil.subscription.press.Presses;
import io.reveil.subscription.press.Seen;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Takes a withdrawal of the same visit back. It fails closed: what was stopped altogether stays so, in another window too, and what was stopped
 * another time, or from a mailbox that is no longer the person's, or what nobody can agree to, too (A9, E1, A43).
 */
@Singleton
class Undoing {
  private final Database database;
  private final Clock clock;
  private final Leaving leaving;
  private final Presses presses;
  private final Purposes purposes;
  private final ConsentLedger ledger;
  private final Undoable undoable;
  private final Mailboxes mailboxes;

  Undoing(
      Database database,
      Clock clock,
      Leaving leaving,
      Presses presses,
      Purposes purposes,
      ConsentLedger ledger,
      Undoable undoable,
      Mailboxes mailboxes) {
    this.database = database;
    this.clock = clock;
    this.leaving = leaving;
    this.presses = presses;
    this.purposes = purposes;
    this.ledger = ledger;
    this.undoable = undoable;
    this.mailboxes = mailboxes;
  }

  /** What became of an undo. */
  enum Outcome {
    UNDONE,
    /** Whatever is stopped stays so. */
    REFUSED,
    /** Everything is stopped for this address, or the person is restricted: more than the one withdrawal stands. */
    BARRED,
    /** It looked like a sandbox's press: nothing happened, and the person is asked. */
    QUESTIONED
  }

  /** @param shownIn the language of the page, whose text was read */
  Outcome undo(Verified.Valid link, long withdrawal, Language shownIn, Press press) {
    return database.write(() -> {
      Leaving.Reach reach = leaving.lookHeld(link);
      Optional<Purpose> purpose = reach
          .purpose()
          .filter(
              wanted -> purposes.find(wanted).filter(PurposeSheet::isAgreedTo).isPresent())
          .filter(_ -> undoable.withdrawal(link).equals(Optional.of(withdrawal))
              && !mailboxes.wasLeft(link));
      if (purpose.isPresent() && reach.contact().filter(leaving::isBarred).isPresent()) {
        return Outcome.BARRED;
      }
      Optional<EmailAddress> address = reach.contact().flatMap(Contact::email);
      return purpose.isPresent() && address.isPresent()
          ? undo(link, purpose.get(), address.get(), shownIn, press)
          : Outcome.REFUSED;
    });
  }

  private Outcome undo(
      Verified.Valid link, Purpose purpose, EmailAddress address, Language shownIn, Press press) {
    Instant now = clock.instant();
    Seen seen = presses.seen(press, link.contact(), link.reference(), address, now);
    if (seen.isDoubtful()) {
      return Outcome.QUESTIONED;
    }
    ConsentKey key = purposes.key(link.contact(), purpose);
    Evidence.Undone evidence = new Evidence.Undone(
        now,
        purposes.notice(purpose, shownIn),
        link.reference(),
        link.keyId(),
        seen.circumstances());
    return ledger.undo(key, evidence) instanceof Applied.Recorded
        ? Outcome.UNDONE
        : Outcome.REFUSED;
  }
}
