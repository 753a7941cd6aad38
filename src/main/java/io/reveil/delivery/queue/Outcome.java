package io.reveil.delivery.queue;

import io.reveil.delivery.MessageState;
import io.reveil.delivery.ReplyClass;
import io.reveil.delivery.reply.SmtpReply;
import io.reveil.kernel.NoMail;
import java.time.Instant;
import java.util.Optional;

/** What became of a message in one passage through gate and relay. */
public sealed interface Outcome {
  Queued of();

  /** The relay took it. */
  record Sent(Queued of, int basic) implements Outcome {}

  /** The relay said not now. */
  record Deferred(Queued of, Instant until, SmtpReply reply) implements Outcome {}

  /** The relay said no, or for too long not now; or the mail could not be written. */
  record Failed(Queued of, ReplyClass replyClass, SmtpReply reply) implements Outcome {}

  /** The gate said not now. */
  record Held(Queued of, Instant until, String because) implements Outcome {}

  /** The gate said no. */
  record Dropped(Queued of, NoMail because) implements Outcome {}

  /** Nobody knows whether it left. */
  record InDoubt(Queued of) implements Outcome {}

  default MessageState state() {
    return switch (this) {
      case Sent _ -> MessageState.SENT;
      case Deferred _ -> MessageState.DEFERRED;
      case Failed _ -> MessageState.FAILED;
      case Held _ -> MessageState.HELD;
      case Dropped _ -> MessageState.DROPPED;
      case InDoubt _ -> MessageState.UNKNOWN;
    };
  }

  /** Why, as stored and listed; a code. */
  default Optional<String> reason() {
    return switch (this) {
      case Sent _, InDoubt _ -> Optional.empty();
      case Deferred deferred -> Optional.of(deferred.reply().replyClass().name());
      case Failed failed -> Optional.of(failed.replyClass().name());
      case Held held -> Optional.of(held.because());
      case Dropped dropped -> Optional.of(dropped.because().name());
    };
  }

  /** When the outbox tries again. */
  default Optional<Instant> due() {
    return switch (this) {
      case Deferred deferred -> Optional.of(deferred.until());
      case Held held -> Optional.of(held.until());
      case Sent _, Failed _, Dropped _, InDoubt _ -> Optional.empty();
    };
  }

  /** What the relay said, if it was asked. */
  default Optional<SmtpReply> smtp() {
    return switch (this) {
      case Deferred deferred -> Optional.of(deferred.reply());
      case Failed failed -> Optional.of(failed.reply());
      case Sent _, Held _, Dropped _, InDoubt _ -> Optional.empty();
    };
  }

  /** The code stored: of the reply, or of the acceptance. */
  default Optional<String> code() {
    return this instanceof Sent sent
        ? Optional.of(Integer.toString(sent.basic()))
        : smtp().map(SmtpReply::code);
  }
}
