package io.reveil.delivery.lane;

import io.reveil.content.OutgoingMail;
import io.reveil.delivery.Kinds;
import io.reveil.delivery.Message;
import io.reveil.delivery.dkim.Signer;
import io.reveil.delivery.gate.MailWriter;
import io.reveil.delivery.gate.Ready;
import io.reveil.delivery.queue.Outcome;
import io.reveil.delivery.queue.Queued;
import io.reveil.delivery.reply.SmtpReply;
import io.reveil.delivery.reply.SmtpReply.Stage;
import io.reveil.delivery.smtp.Relays;
import io.reveil.delivery.smtp.Reply;
import io.reveil.kernel.Fault;
import io.reveil.kernel.Scrub;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the mails of a group, signs them and hands them to the relay, outside of any transaction. */
@Singleton
class Sending {
  private static final Logger LOG = LoggerFactory.getLogger(Sending.class);

  private final MailWriter writer;
  private final Signer signer;
  private final RetrySchedule retries;
  private final Kinds kinds;
  private final Clock clock;

  Sending(MailWriter writer, Signer signer, RetrySchedule retries, Kinds kinds, Clock clock) {
    this.writer = writer;
    this.signer = signer;
    this.retries = retries;
    this.kinds = kinds;
    this.clock = clock;
  }

  /**
   * What a group came to.
   *
   * @param outcomes of those that were offered, in order; the others still wait
   * @param relayIsUp false: the lane should rest
   */
  record Sent(List<Outcome> outcomes, boolean relayIsUp) {}

  /** @param mayGoOn asked before each mail; false ends the group */
  Sent send(List<Ready> group, Relays.Line relay, BooleanSupplier mayGoOn) {
    List<Outcome> outcomes = new ArrayList<>();
    for (Ready ready : group) {
      if (!mayGoOn.getAsBoolean()) {
        return new Sent(outcomes, true);
      }
      OutgoingMail mail;
      try {
        mail = signer.signed(writer.write(ready));
      } catch (Fault | IllegalStateException e) {
        outcomes.add(unwritable(ready, e));
        continue;
      }
      Reply reply = relay.send(mail);
      if (reply instanceof Reply.Unreachable) {
        return new Sent(outcomes, false);
      }
      outcomes.add(outcome(ready.queued(), reply));
      if (reply instanceof Reply.Cut) {
        return new Sent(outcomes, false);
      }
    }
    return new Sent(outcomes, true);
  }

  private Outcome outcome(Queued queued, Reply reply) {
    return switch (reply) {
      case Reply.Accepted(int code) -> new Outcome.Sent(queued, code);
      case Reply.Refused(SmtpReply refusal) ->
        refusal.isTemporary() || isOurs(refusal)
            ? later(queued, refusal)
            : new Outcome.Failed(queued, refusal.replyClass(), refusal);
      case Reply.Cut(SmtpReply cut) -> later(queued, cut);
      case Reply.InDoubt() -> inDoubt(queued);
      case Reply.Unreachable() -> throw new IllegalStateException("nothing was offered");
    };
  }

  private Outcome later(Queued queued, SmtpReply reply) {
    Instant now = clock.instant();
    return retries
        .next(queued.message(), queued.attempts() + 1, now)
        .<Outcome>map(until -> new Outcome.Deferred(queued, until, reply))
        .orElseGet(() -> new Outcome.Failed(queued, reply.replyClass(), reply));
  }

  /** Marketing mail is not sent again when in doubt; what somebody waits for is: it may arrive twice, with the same link. */
  private Outcome inDoubt(Queued queued) {
    return kinds.isTransactional(queued.message())
        ? later(queued, SmtpReply.ours(Stage.BODY, "4.4.2", "no reply after the final dot"))
        : new Outcome.InDoubt(queued);
  }

  /** Said before anybody was named: wrong credentials, a sender that is not let in. The reader is not to pay for it. */
  private static boolean isOurs(SmtpReply refusal) {
    return refusal.stage() == Stage.MAIL;
  }

  /** A template can be mended, and then the mail goes out. */
  private Outcome unwritable(Ready ready, RuntimeException e) {
    String why = Scrub.text(String.valueOf(e.getMessage()));
    Message message = ready.message();
    LOG.error("message {} of kind {} cannot be written: {}", message.id(), message.kind(), why);
    return later(
        ready.queued(),
        SmtpReply.ours(Stage.DATA, "4.6.0", why.substring(0, Math.min(why.length(), 300))));
  }
}
