package io.reveil.subscription.form;

import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.ledger.Evidence;
import io.reveil.consent.suppression.Suppressions;
import io.reveil.consent.wording.Purposes;
import io.reveil.contact.Contact;
import io.reveil.contact.Contacts;
import io.reveil.content.EmailTemplates;
import io.reveil.delivery.queue.SingleMails;
import io.reveil.job.Database;
import io.reveil.job.Ids;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.DigestTrail;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Installation;
import io.reveil.kernel.Language;
import io.reveil.key.AddressDigests;
import io.reveil.subscription.SubscriptionConfig;
import io.reveil.subscription.request.DoiLetters;
import io.reveil.subscription.request.DoiSendings;
import io.reveil.subscription.request.FormPace;
import io.reveil.subscription.request.Request;
import io.reveil.subscription.request.RequestState;
import io.reveil.subscription.request.Requests;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns a filled-in form into a request and its DOI mail. Whoever the address belongs to, the caller learns nothing: all
 * ways end the same, and the mail is queued, not sent (B27).
 */
@Singleton
public class SignUps {
  private final Database database;
  private final Ids ids;
  private final Clock clock;
  private final Installation installation;
  private final SubscriptionConfig config;
  private final Requests requests;
  private final DoiSendings sendings;
  private final FormPace pace;
  private final Contacts contacts;
  private final AddressDigests digests;
  private final Suppressions suppressions;
  private final ConsentLedger ledger;
  private final Purposes purposes;
  private final EmailTemplates templates;
  private final SingleMails mails;

  SignUps(
      Database database,
      Ids ids,
      Clock clock,
      Installation installation,
      SubscriptionConfig config,
      Requests requests,
      DoiSendings sendings,
      FormPace pace,
      Contacts contacts,
      AddressDigests digests,
      Suppressions suppressions,
      ConsentLedger ledger,
      Purposes purposes,
      EmailTemplates templates,
      SingleMails mails) {
    this.database = database;
    this.ids = ids;
    this.clock = clock;
    this.installation = installation;
    this.config = config;
    this.requests = requests;
    this.sendings = sendings;
    this.pace = pace;
    this.contacts = contacts;
    this.digests = digests;
    this.suppressions = suppressions;
    this.ledger = ledger;
    this.purposes = purposes;
    this.templates = templates;
    this.mails = mails;
  }

  /**
   * Makes the request and queues its mail, unless this address may get no mail now: then nothing is kept, and an earlier
   * request goes on waiting with the link that its mail holds.
   */
  void ask(SignUp signUp) {
    database.write(() -> {
      Instant now = clock.instant();
      Optional<Instant> due = mailAt(signUp.address(), signUp.form().id(), now);
      if (due.isPresent()) {
        Contact contact = contacts.findOrPend(signUp.address(), signUp.language());
        List<Request.Asked> asked = signUp.purposes().stream()
            .map(sheet ->
                new Request.Asked(sheet.id(), purposes.notice(sheet.id(), signUp.language())))
            .toList();
        URI page = URI.create(installation.url(signUp.form().path()));
        Wish wish = new Wish(signUp.form().id(), page, signUp.language(), asked, signUp.typed());
        open(contact, signUp.address(), wish, now, due.get());
      }
    });
  }

  /** As {@link #askAgain(ContactId)}, for whoever this address belongs to. */
  void askAgain(EmailAddress address) {
    contacts.find(address).map(Contact::id).ifPresent(this::askAgain);
  }

  /**
   * The latest request of this person once more, with a new link, if it waits or ran out of time and the address may get
   * a mail now; otherwise nothing happens.
   */
  public void askAgain(ContactId person) {
    database.write(() -> {
      Optional<Contact> contact = contacts.find(person);
      Optional<EmailAddress> address = contact.flatMap(Contact::email);
      Optional<Request> former =
          requests.list(person).stream().findFirst().filter(SignUps::isUnanswered);
      if (former.isPresent() && address.isPresent()) {
        askAgain(contact.get(), address.get(), former.get());
      }
    });
  }

  private void askAgain(Contact contact, EmailAddress address, Request former) {
    List<Request.Asked> asked = former.purposes().stream()
        .filter(one -> purposes.find(one.purpose()).isPresent())
        .toList();
    Instant now = clock.instant();
    Optional<Instant> due =
        asked.isEmpty() ? Optional.empty() : mailAt(address, former.formId(), now);
    if (due.isPresent()) {
      Wish wish = new Wish(
          former.formId(), former.page(), former.language(), asked, requests.typed(former));
      open(contact, address, wish, now, due.get());
    }
  }

  private static boolean isUnanswered(Request request) {
    return switch (request.state()) {
      case PENDING, EXPIRED -> true;
      case CONFIRMED, REFUSED, SUPERSEDED -> false;
    };
  }

  /** What is asked for, whether typed now or taken over from an earlier request. */
  private record Wish(
      String formId,
      URI page,
      Language language,
      List<Request.Asked> purposes,
      Map<String, String> typed) {}

  /**
   * When a mail may leave for this address; empty: none may. The block of "this was not me" comes first, as it must not
   * use up a mail; the form last, so that nobody fills its measure with one address (B11, B26).
   */
  private Optional<Instant> mailAt(EmailAddress address, String form, Instant now) {
    DigestTrail digest = digests.of(address);
    return !suppressions.blocksDoi(digest) && sendings.claim(digest, now)
        ? pace.take(form, now)
        : Optional.empty();
  }

  private void open(Contact contact, EmailAddress address, Wish wish, Instant now, Instant due) {
    long id = ids.next();
    Instant expiresAt = now.plus(config.confirmWithin());
    for (Request.Asked asked : wish.purposes()) {
      ledger.request(
          purposes.key(contact.id(), asked.purpose()),
          new Evidence.FormPosted(now, address, wish.formId(), wish.page(), asked.notice(), id));
    }
    for (Request earlier : requests.list(contact.id())) {
      if (requests.settle(earlier, RequestState.SUPERSEDED, now)) {
        requests.eraseTyped(earlier);
      }
    }
    long message = mails.queue(
        DoiLetters.KIND,
        contact.id(),
        address,
        id,
        "doi",
        templates.current(DoiLetters.TEMPLATE),
        wish.language(),
        due,
        expiresAt);
    requests.insert(
        new Request(
            contact.id(),
            id,
            RequestState.PENDING,
            wish.formId(),
            wish.page(),
            wish.language(),
            wish.purposes(),
            message,
            now,
            expiresAt,
            now.plus(config.forgetAfter()),
            Optional.empty()),
        wish.typed());
  }
}
