package io.reveil.subscription;

import io.reveil.contact.Moves;
import io.reveil.delivery.queue.SingleMails;
import io.reveil.link.Verified;
import jakarta.inject.Singleton;

/**
 * Whether the mailbox that a link was sent to is still the person's; in doubt it is not. Who holds a former one may be anybody, since
 * mailboxes are given anew: such a link ends things and begins none (A43).
 */
@Singleton
public class Mailboxes {
  private final Moves moves;
  private final SingleMails mails;

  Mailboxes(Moves moves, SingleMails mails) {
    this.moves = moves;
    this.mails = mails;
  }

  public boolean wasLeft(Verified.Authentic link) {
    return moves
        .movedAt(link.contact())
        .filter(moved -> mails
            .sentAt(link.contact(), link.reference())
            .filter(sent -> !sent.isBefore(moved))
            .isEmpty())
        .isPresent();
  }
}
