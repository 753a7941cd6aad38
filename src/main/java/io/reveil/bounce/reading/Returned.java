package io.reveil.bounce.reading;

import io.reveil.delivery.ReplyClass;
import java.util.List;
import java.util.Optional;

/** What a mail that came back turned out to be. */
public sealed interface Returned {
  /** A server says what became of a mail, for each recipient it names (RFC 3464); one at least. */
  record Bounced(List<Fate> fates) implements Returned {
    public Bounced {
      fates = List.copyOf(fates);
    }

    /**
     * What it says of the address we wrote to; empty if nothing failed for good. An address that stands for several people
     * is not dead while it reaches one of them, so the mildest counts.
     */
    public Optional<ReplyClass> replyClass() {
      if (fates.stream().anyMatch(Fate::arrived)) {
        return Optional.empty();
      }
      List<ReplyClass> failed =
          fates.stream().flatMap(fate -> fate.replyClass().stream()).toList();
      return failed.stream()
          .filter(replyClass -> replyClass != ReplyClass.HARD)
          .findFirst()
          .or(() -> failed.stream().findFirst());
    }
  }

  /** A reader pressed “this is spam”, or a provider says something else of our mail (RFC 5965). */
  record Complained(Complaint complaint) implements Returned {}

  /** A person answered. */
  record Replied() implements Returned {}

  /**
   * A machine answered for a person: away, got it, prove that you are human. Neither a bounce nor a sign of life (B13).
   *
   * @param isSure false: only the way it begins says so, and a person may have written it
   */
  record AutoReplied(boolean isSure) implements Returned {}

  /** Something else that came to this mailbox. */
  record Other() implements Returned {}
}
