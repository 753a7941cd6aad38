package io.reveil.subscription;

import io.reveil.delivery.queue.SingleMails;
import io.reveil.link.LinkAction;
import io.reveil.link.Links;
import io.reveil.link.Verified;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * The way from the other pages of a mail to the preferences: open as long as the mail's own link to them, since the links
 * that lead to those pages outlive it (D9).
 */
@Singleton
public class PreferenceLinks {
  private final Links links;
  private final SingleMails mails;
  private final Mailboxes mailboxes;
  private final Clock clock;

  PreferenceLinks(Links links, SingleMails mails, Mailboxes mailboxes, Clock clock) {
    this.links = links;
    this.mails = mails;
    this.mailboxes = mailboxes;
    this.clock = clock;
  }

  /** The path of the page; empty for a mail that is too old, gone or sent to a mailbox that was left, and for the link of a stolen key (D7). */
  public Optional<String> find(Verified.Authentic link) {
    Instant now = clock.instant();
    return mailboxes.wasLeft(link) ? Optional.empty() : opened(link, now);
  }

  private Optional<String> opened(Verified.Authentic link, Instant now) {
    return mails
        .sentAt(link.contact(), link.reference())
        .map(sent -> sent.plus(Links.PREFERENCES_LAST))
        .filter(end -> now.isBefore(end) && links.isTrusted(link.keyId()))
        .map(end -> "/" + LinkAction.PREFERENCES.path() + "/"
            + links.issue(LinkAction.PREFERENCES, link.contact(), link.reference(), end));
  }
}
