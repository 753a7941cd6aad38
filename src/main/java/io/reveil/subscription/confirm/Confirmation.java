package io.reveil.subscription.confirm;

import io.reveil.consent.ConsentKey;
import io.reveil.contact.Contact;
import io.reveil.kernel.Language;
import io.reveil.kernel.Purpose;
import io.reveil.subscription.request.Request;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a confirmation link stands for now, or what became of it by an act. All are normal; none is an exception. */
sealed interface Confirmation {
  /** The person has not answered yet. */
  record Waiting(Request request, Contact contact) implements Confirmation {}

  /**
   * The data are frozen at the person's request: nothing is lifted and nothing granted until that ends (A46; GDPR art. 18).
   */
  record Frozen(Request request, Contact contact) implements Confirmation {}

  /**
   * The press looked like that of a sandbox: nothing happened, and the person is asked.
   *
   * @param unanswered whether the question came back without an answer
   */
  record Questioned(Request request, Contact contact, boolean unanswered) implements Confirmation {}

  /** @param justNow whether this call did it; otherwise it was so already (D10) */
  record Confirmed(Request request, Contact contact, Instant at, boolean justNow)
      implements Confirmation {}

  /** Authentic, but its time is over: the person may learn that, and ask for a new one (D5). */
  record Expired(Request request, Contact contact) implements Confirmation {}

  /**
   * A newer request took its place; a newer mail holds the link that works.
   *
   * @param request the one of this link, or the newest if nothing is left of that one
   */
  record Replaced(Request request, Contact contact, Instant since) implements Confirmation {}

  /**
   * Nothing is left of the request, but something that it gave still stands, in the mailbox that confirmed it.
   *
   * @param granted never empty
   */
  record Lasting(Contact contact, long request, List<ConsentKey> granted) implements Confirmation {}

  /**
   * "This was not me".
   *
   * @param purpose one of those that it was about, if it is still known
   * @param isLasting whether nothing is left of the request, and the person is known otherwise
   */
  record Refused(Language language, Optional<Purpose> purpose, boolean isLasting)
      implements Confirmation {
    static Refused of(Request request) {
      return new Refused(
          request.language(),
          request.purposes().stream().map(Request.Asked::purpose).findFirst(),
          false);
    }
  }

  /** Forged, cut, or of somebody erased: all look alike (D5). */
  record Unknown() implements Confirmation {}
}
