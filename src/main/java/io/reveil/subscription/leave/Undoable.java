package io.reveil.subscription.leave;

import io.reveil.consent.ConsentState;
import io.reveil.consent.CurrentConsent;
import io.reveil.consent.ledger.Evidence;
import io.reveil.consent.ledger.Grounds;
import io.reveil.consent.ledger.Objection;
import io.reveil.consent.permission.Permissions;
import io.reveil.consent.wording.Purposes;
import io.reveil.link.Verified;
import io.reveil.subscription.Mailboxes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Which withdrawal an undo is about. Looks, and changes nothing. */
@Singleton
class Undoable {
  /** As long as one lasts: who presses twice or turns to the other language is still there. */
  private static final Duration VISIT = Duration.ofMinutes(10);

  private static final Set<String> LEAVING =
      Set.of(Objection.Means.PAGE.name(), Objection.Means.ONE_CLICK.name());

  private final Clock clock;
  private final Leaving leaving;
  private final Purposes purposes;
  private final Permissions permissions;
  private final Grounds grounds;
  private final Mailboxes mailboxes;

  Undoable(
      Clock clock,
      Leaving leaving,
      Purposes purposes,
      Permissions permissions,
      Grounds grounds,
      Mailboxes mailboxes) {
    this.clock = clock;
    this.leaving = leaving;
    this.purposes = purposes;
    this.permissions = permissions;
    this.grounds = grounds;
    this.mailboxes = mailboxes;
  }

  /** The withdrawal that stands for what this link speaks of. */
  Optional<Long> withdrawal(Verified.Authentic link) {
    return standing(link, ConsentState.WITHDRAWN).map(CurrentConsent::eventId);
  }

  /**
   * The same, where a page may offer to take it back: this link ended something by it minutes ago, and nothing else keeps the
   * letters away (E1, A43, A46, A49).
   */
  Optional<Long> offered(Verified.Authentic link) {
    Instant begun = clock.instant().minus(VISIT);
    Leaving.Reach reach = leaving.look(link.contact(), link.reference());
    return standing(reach, link, ConsentState.WITHDRAWN)
        .filter(consent -> consent.since().isAfter(begun) && isEndedBy(link, consent))
        .filter(_ -> !mailboxes.wasLeft(link)
            && reach.contact().filter(leaving::isBarred).isEmpty())
        .map(CurrentConsent::eventId);
  }

  private boolean isEndedBy(Verified.Authentic link, CurrentConsent consent) {
    return grounds
        .byLink(consent)
        .filter(press ->
            press.mail() == link.reference() && press.stood() && LEAVING.contains(press.means()))
        .isPresent();
  }

  /** Whether this very link took it back, and nothing came since: its button was pressed twice. */
  boolean isUndone(Verified.Authentic link) {
    return standing(link, ConsentState.GRANTED)
        .flatMap(grounds::byLink)
        .filter(press ->
            press.mail() == link.reference() && press.means().equals(Evidence.Undone.MEANS))
        .isPresent();
  }

  private Optional<CurrentConsent> standing(Verified.Authentic link, ConsentState state) {
    return standing(leaving.look(link.contact(), link.reference()), link, state);
  }

  private Optional<CurrentConsent> standing(
      Leaving.Reach reach, Verified.Authentic link, ConsentState state) {
    return reach
        .purpose()
        .flatMap(purpose -> permissions.find(purposes.key(link.contact(), purpose)))
        .filter(consent -> consent.state() == state);
  }
}
