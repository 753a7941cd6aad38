package io.reveil.bounce.report;

import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.ledger.Objection;
import io.reveil.consent.suppression.SuppressionReason;
import io.reveil.consent.suppression.Suppressions;
import io.reveil.contact.Contact;
import io.reveil.delivery.Returns;
import io.reveil.delivery.queue.SingleMails;
import io.reveil.kernel.ContactId;
import io.reveil.key.AddressDigests;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

/**
 * Whoever calls a mail of ours spam wants nothing of us any more (B15), nor does who says so to the service that sends it
 * (B5). Joins the caller's transaction.
 */
@Singleton
class Objections {
  private final ConsentLedger ledger;
  private final Suppressions suppressions;
  private final AddressDigests digests;
  private final SingleMails mails;
  private final List<Returns> listeners;

  Objections(
      ConsentLedger ledger,
      Suppressions suppressions,
      AddressDigests digests,
      SingleMails mails,
      List<Returns> listeners) {
    this.ledger = ledger;
    this.suppressions = suppressions;
    this.digests = digests;
    this.mails = mails;
    this.listeners = listeners;
  }

  /** A mail that no wave sent was asked for by somebody, and not by this person: no such mail comes again (B11). */
  void complained(Report report, Recipient of, Instant at) {
    Contact contact = of.contact();
    ledger.withdrawAll(
        contact.id(),
        new Objection.Complained(at, report.source().name(), of.message(), report.name()));
    contact.email().map(digests::of).ifPresent(address -> {
      suppressions.add(address, SuppressionReason.COMPLAINT, "complaint");
      if (!of.ofWave()) {
        suppressions.add(address, SuppressionReason.NOT_ME, "complaint");
      }
    });
    Returns.Mail mail = new Returns.Mail(contact.id(), of.message(), of.kind(), of.originId());
    listeners.forEach(listener -> listener.complained(mail));
    mails.recordAnswer(contact.id(), of.message(), SingleMails.Answer.COMPLAINED, at);
  }

  /** What they left there nobody tells, so it is everything: any doubt withdraws. */
  void unsubscribed(Report report, Recipient of, Instant at) {
    ContactId contact = of.contact().id();
    ledger.withdrawAll(
        contact,
        new Objection.LeftElsewhere(at, report.source().name(), of.message(), report.name()));
    of.contact()
        .email()
        .map(digests::of)
        .ifPresent(
            address -> suppressions.add(address, SuppressionReason.OBJECTION, "unsubscribe"));
    mails.recordAnswer(contact, of.message(), SingleMails.Answer.UNSUBSCRIBED, at);
  }
}
