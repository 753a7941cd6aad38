package io.reveil.subscription.request;

import io.reveil.consent.suppression.Suppressions;
import io.reveil.contact.Contact;
import io.reveil.contact.ContactState;
import io.reveil.contact.Contacts;
import io.reveil.content.EmailTemplates;
import io.reveil.delivery.queue.SingleMail;
import io.reveil.delivery.queue.SingleMails;
import io.reveil.job.Database;
import io.reveil.job.Recurring;
import io.reveil.kernel.DigestTrail;
import io.reveil.kernel.EmailAddress;
import io.reveil.key.AddressDigests;
import io.reveil.subscription.SubscriptionConfig;
import io.reveil.subscription.limit.DoiSendings;
import io.reveil.subscription.limit.FormPace;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Reminds those who asked and have not confirmed, once. A reminder is our idea and not theirs: any doubt whether it is
 * welcome, and there is none (B26, B28); nor while the person is frozen (A46).
 */
@Singleton
class Reminders implements Recurring {
  private static final int SLICE = 200;
  static final String STEP = "doi-reminder";

  private final Database database;
  private final Clock clock;
  private final SubscriptionConfig config;
  private final Requests requests;
  private final ReminderDates dates;
  private final Contacts contacts;
  private final AddressDigests digests;
  private final Suppressions suppressions;
  private final DoiSendings sendings;
  private final FormPace pace;
  private final EmailTemplates templates;
  private final SingleMails mails;

  Reminders(
      Database database,
      Clock clock,
      SubscriptionConfig config,
      Requests requests,
      ReminderDates dates,
      Contacts contacts,
      AddressDigests digests,
      Suppressions suppressions,
      DoiSendings sendings,
      FormPace pace,
      EmailTemplates templates,
      SingleMails mails) {
    this.database = database;
    this.clock = clock;
    this.config = config;
    this.requests = requests;
    this.dates = dates;
    this.contacts = contacts;
    this.digests = digests;
    this.suppressions = suppressions;
    this.sendings = sendings;
    this.pace = pace;
    this.templates = templates;
    this.mails = mails;
  }

  @Override
  public String name() {
    return "request-reminder";
  }

  @Override
  public Duration pause() {
    return Duration.ofMinutes(10);
  }

  /** Off at once when the setting is emptied, whatever was due. */
  @Override
  public boolean round() {
    if (config.reminder().isEmpty()) {
      return false;
    }
    Instant now = clock.instant();
    List<Request> due = requests.listToRemind(now, SLICE);
    due.forEach(request -> database.write(() -> remind(request, now)));
    return due.size() == SLICE;
  }

  /** Who takes the reminder from the request decides on it, and its mail is queued in the same transaction. */
  private void remind(Request request, Instant now) {
    if (!dates.take(request)) {
      return;
    }
    Optional<EmailAddress> address = contacts
        .find(request.contact())
        .filter(contact -> !contact.undeliverable() && contact.state() != ContactState.RESTRICTED)
        .flatMap(Contact::email);
    if (address.isPresent()
        && now.isBefore(request.expiresAt())
        && pace.isQuietSince(request.formId(), request.createdAt())
        && mayMail(address.get(), now)) {
      mails.queue(new SingleMail(
          DoiLetters.KIND,
          request.contact(),
          address.get(),
          request.id(),
          STEP,
          templates.current(STEP),
          request.language(),
          now,
          request.expiresAt()));
    }
  }

  /** It counts as one of the address's DOI mails. A ban for whatever reason is respected, although DOI mail passes most. */
  private boolean mayMail(EmailAddress address, Instant now) {
    DigestTrail digest = digests.of(address);
    return suppressions.list(List.of(digest)).isEmpty() && sendings.claim(digest, now);
  }
}
