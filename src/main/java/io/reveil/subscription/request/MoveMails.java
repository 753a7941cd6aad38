package io.reveil.subscription.request;

import io.reveil.content.EmailTemplates;
import io.reveil.delivery.queue.SingleMail;
import io.reveil.delivery.queue.SingleMails;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
import io.reveil.subscription.SubscriptionConfig;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;

/** Queues what a mailbox is told of a change of address: at once, and as long as a request would wait for an answer (A43). */
@Singleton
public class MoveMails {
  private final Clock clock;
  private final SubscriptionConfig config;
  private final EmailTemplates templates;
  private final SingleMails mails;

  MoveMails(Clock clock, SubscriptionConfig config, EmailTemplates templates, SingleMails mails) {
    this.clock = clock;
    this.config = config;
    this.templates = templates;
    this.mails = mails;
  }

  /**
   * In the caller's transaction, once for a request, person and template.
   *
   * @param template names the step of the mail, too
   */
  public void queue(
      String kind, String template, Request request, ContactId person, EmailAddress address) {
    Instant now = clock.instant();
    mails.queue(new SingleMail(
        kind,
        person,
        address,
        request.id(),
        template,
        templates.current(template),
        request.language(),
        now,
        now.plus(config.confirmWithin())));
  }
}
