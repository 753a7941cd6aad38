package io.reveil.subscription.request;

import io.reveil.contact.Contact;
import io.reveil.kernel.EmailAddress;
import java.util.Optional;

/**
 * Who is asked.
 *
 * @param address that the mail goes to: the contact's own, or the one that is to become so
 */
public record Addressee(Contact contact, EmailAddress address, Optional<Move> move) {
  /** Whether the mailbox may be a stranger's: nobody knows until its owner agrees (A43). */
  boolean isOfAnother() {
    return move.filter(Move.To.class::isInstance).isPresent();
  }
}
