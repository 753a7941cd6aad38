package io.reveil.bounce.reading;

import io.reveil.delivery.ReplyClass;
import io.reveil.delivery.reply.SmtpReply;
import java.util.Optional;

/**
 * What became of a mail for one recipient. Whose address it was stays out of it: we know whom we wrote to.
 *
 * @param reply the codes and words, without an address
 */
public record Fate(Action action, SmtpReply reply) {
  /** As reports say it (RFC 3464 §2.3.3). */
  public enum Action {
    FAILED,
    /** Still being tried: not a failure (B22). */
    DELAYED,
    DELIVERED,
    /** Handed on to where no report comes from. */
    RELAYED,
    /** Delivered to a list that sends it on. */
    EXPANDED
  }

  /** For what failed only. */
  public Optional<ReplyClass> replyClass() {
    return action == Action.FAILED ? Optional.of(reply.replyClass()) : Optional.empty();
  }

  public boolean arrived() {
    return switch (action) {
      case DELIVERED, RELAYED, EXPANDED -> true;
      case FAILED, DELAYED -> false;
    };
  }
}
