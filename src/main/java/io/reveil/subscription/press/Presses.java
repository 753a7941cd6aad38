package io.reveil.subscription.confirm;

import io.reveil.consent.ledger.Evidence;
import io.reveil.delivery.queue.SingleMails;
import io.reveil.kernel.EmailAddress;
import io.reveil.subscription.SubscriptionConfig;
import io.reveil.subscription.request.Request;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;

/** What can be seen of a press: the times from mail to page to press, and who else pressed. */
@Singleton
class Presses {
  private final SingleMails mails;
  private final Crowds crowds;
  private final Sandbox sandbox;

  Presses(SingleMails mails, Crowds crowds, SubscriptionConfig config) {
    this.mails = mails;
    this.crowds = crowds;
    this.sandbox = new Sandbox(config.crowd());
  }

  /** Counts the press among the others; the same person's next takes its place. */
  Evidence.Circumstances seen(Press press, Request request, EmailAddress address, Instant now) {
    var mailed = mails.sentAt(request.contact(), request.doiMessage());
    Duration pageToPress = between(press.shownAt(), now);
    return new Evidence.Circumstances(
        mailed.map(sent -> between(sent, press.shownAt())),
        mailed.map(sent -> between(sent, now)),
        pageToPress,
        crowds.join(address, press.network(), Sandbox.isAtOnce(pageToPress), now),
        press.answered());
  }

  boolean looksLikeASandbox(Evidence.Circumstances seen) {
    return sandbox.resembles(seen);
  }

  /** A relay may have the mail opened before its acceptance is written down, and a clock may be set back. */
  private static Duration between(Instant earlier, Instant later) {
    return later.isBefore(earlier) ? Duration.ZERO : Duration.between(earlier, later);
  }
}
