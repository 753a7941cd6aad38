package io.reveil.subscription.press;

import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.http.HttpRequest;
import io.reveil.consent.ledger.Circumstances;
import io.reveil.delivery.queue.SingleMails;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
import io.reveil.link.Links;
import io.reveil.subscription.SubscriptionConfig;
import io.reveil.web.ClientNetworks;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What can be seen of a press: the times from mail to page to press, and who else pressed. Whatever grants asks here
 * first; what withdraws never does (C10).
 */
@Singleton
public class Presses {
  private final Links links;
  private final ClientNetworks networks;
  private final SingleMails mails;
  private final Crowds crowds;
  private final Sandbox sandbox;
  private final MeterRegistry meters;

  Presses(
      Links links,
      ClientNetworks networks,
      SingleMails mails,
      Crowds crowds,
      SubscriptionConfig config,
      MeterRegistry meters) {
    this.links = links;
    this.networks = networks;
    this.mails = mails;
    this.crowds = crowds;
    this.sandbox = new Sandbox(config.crowd());
    this.meters = meters;
  }

  /**
   * The button of a page; empty without the nonce that the page gave out within the hour (C2).
   *
   * @param page what its nonce is bound to
   */
  public Optional<Press> pressed(String page, String nonce, HttpRequest<?> request) {
    return links
        .nonceIssued(page, nonce)
        .map(shown -> new Press(shown, networks.of(request), false));
  }

  /** Yes to the question about this page. */
  public Optional<Press> answered(String page, String nonce, HttpRequest<?> request) {
    return links
        .nonceIssued(Press.question(page), nonce)
        .map(shown -> new Press(shown, networks.of(request), true));
  }

  /** Whether what came back is the form of the question, whatever it answers. */
  public boolean isQuestion(String page, String nonce) {
    return links.isNonceOf(Press.question(page), nonce);
  }

  /**
   * Counts the press among the others, where the same person's next takes its place, and judges it; the operator sees how
   * many are doubtful.
   *
   * @param mail whose link led here
   */
  public Seen seen(Press press, ContactId contact, long mail, EmailAddress address, Instant now) {
    var mailed = mails.sentAt(contact, mail);
    Duration pageToPress = between(press.shownAt(), now);
    Circumstances circumstances = new Circumstances(
        mailed.map(sent -> between(sent, press.shownAt())),
        mailed.map(sent -> between(sent, now)),
        pageToPress,
        crowds.join(address, press.network(), Sandbox.isAtOnce(pageToPress), now),
        press.answered());
    boolean isDoubtful = sandbox.resembles(circumstances);
    if (isDoubtful) {
      meters.counter("reveil.presses.questioned").increment();
    }
    return new Seen(circumstances, isDoubtful);
  }

  /** A relay may have the mail opened before its acceptance is written down, and a clock may be set back. */
  private static Duration between(Instant earlier, Instant later) {
    return later.isBefore(earlier) ? Duration.ZERO : Duration.between(earlier, later);
  }
}
