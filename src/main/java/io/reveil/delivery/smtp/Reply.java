package io.reveil.delivery.smtp;

import io.reveil.delivery.reply.SmtpReply;

/** What came of handing one mail to the relay. */
public sealed interface Reply {
  /** 250 after the final dot: the relay answers for it now. */
  record Accepted(int code) implements Reply {}

  /** Refused, now or for ever; the connection goes on. */
  record Refused(SmtpReply reply) implements Reply {}

  /** The connection ended before the mail was whole, a 421 included: it did not leave, and no address is to blame. */
  record Cut(SmtpReply reply) implements Reply {}

  /** The connection ended after the final dot and before its reply: nobody knows. */
  record InDoubt() implements Reply {}

  /** There is no connection to be had, or it ended at MAIL. Nothing was offered. */
  record Unreachable() implements Reply {}
}
