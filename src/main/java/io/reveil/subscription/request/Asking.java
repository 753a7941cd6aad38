package io.reveil.subscription.request;

import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.ledger.Evidence;
import io.reveil.consent.wording.Purposes;
import io.reveil.contact.Contact;
import io.reveil.contact.ContactState;
import io.reveil.contact.Contacts;
import io.reveil.content.EmailTemplates;
import io.reveil.delivery.queue.SingleMail;
import io.reveil.delivery.queue.SingleMails;
import io.reveil.job.Ids;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
import io.reveil.subscription.SubscriptionConfig;
import io.reveil.subscription.limit.Allowance;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Asks the owner of a mailbox: a request and its mail, in the caller's transaction. */
@Singleton
public class Asking {
  private final Ids ids;
  private final Clock clock;
  private final SubscriptionConfig config;
  private final Contacts contacts;
  private final Requests requests;
  private final Allowance allowance;
  private final ConsentLedger ledger;
  private final Purposes purposes;
  private final EmailTemplates templates;
  private final SingleMails mails;

  Asking(
      Ids ids,
      Clock clock,
      SubscriptionConfig config,
      Contacts contacts,
      Requests requests,
      Allowance allowance,
      ConsentLedger ledger,
      Purposes purposes,
      EmailTemplates templates,
      SingleMails mails) {
    this.ids = ids;
    this.clock = clock;
    this.config = config;
    this.contacts = contacts;
    this.requests = requests;
    this.allowance = allowance;
    this.ledger = ledger;
    this.purposes = purposes;
    this.templates = templates;
    this.mails = mails;
  }

  /** Whose mailbox a wish of this person is for; empty if the person has no address. */
  Optional<Addressee> addressee(Contact person, Optional<Move> move) {
    return move.isPresent() && move.get() instanceof Move.To(EmailAddress wanted)
        ? Optional.of(addressee(person, wanted))
        : person.email().map(own -> new Addressee(person, own, move));
  }

  /** A new address is asked for the person; one that is somebody's already, for whom it belongs to (A43). */
  public Addressee addressee(Contact person, EmailAddress wanted) {
    return contacts
        .find(wanted)
        .filter(owner -> owner.state() != ContactState.PENDING)
        .map(owner -> new Addressee(owner, wanted, Optional.<Move>of(new Move.From(person.id()))))
        .orElseGet(() -> new Addressee(person, wanted, Optional.of(new Move.To(wanted))));
  }

  /** As the other, whoever has the mailbox; who is unknown is PENDING from now on (A12). */
  public void ask(EmailAddress address, Wish wish) {
    allowance.claim(address, wish.place()).ifPresent(due -> {
      Contact owner = contacts.findOrPend(address, wish.language());
      open(new Addressee(owner, address, Optional.empty()), wish, due);
    });
  }

  /** Asks, if the address may get a mail now; else nothing is kept, and what was asked before goes on waiting. */
  public void ask(Addressee addressee, Wish wish) {
    if (addressee.contact().state() != ContactState.RESTRICTED) {
      allowance
          .claim(addressee.address(), wish.place())
          .ifPresent(due -> open(addressee, wish, due));
    }
  }

  /** Takes the place of what the contact was asked before. */
  private void open(Addressee addressee, Wish wish, Instant due) {
    Contact contact = addressee.contact();
    EmailAddress address = addressee.address();
    boolean isMove = addressee.move().isPresent();
    Optional<EmailAddress> own = Optional.of(address).filter(_ -> !addressee.isOfAnother());
    Instant now = clock.instant();
    long id = ids.next();
    Instant expiresAt = now.plus(config.confirmWithin());
    for (Request.Asked asked : wish.purposes()) {
      ledger.request(
          purposes.key(contact.id(), asked.purpose()), evidence(wish, asked, own, id, now));
    }
    requests.supersede(contact.id(), now);
    if (addressee.move().isPresent()
        && addressee.move().get() instanceof Move.From(ContactId former)) {
      requests.supersede(former, now);
    }
    long message = mails.queue(new SingleMail(
        isMove ? MoveLetters.KIND : DoiLetters.KIND,
        contact.id(),
        address,
        id,
        "doi",
        templates.current(isMove ? MoveLetters.TEMPLATE : DoiLetters.TEMPLATE),
        wish.language(),
        due,
        expiresAt));
    requests.insert(
        new Request(
            contact.id(),
            id,
            RequestState.PENDING,
            wish.place(),
            wish.doorway(),
            wish.language(),
            wish.purposes(),
            wish.left(),
            addressee.move(),
            message,
            now,
            wish.renewal().map(renewal -> renewal.former().askedAt()),
            expiresAt,
            now.plus(config.forgetAfter()),
            Optional.empty()),
        wish.typed());
  }

  private static Evidence.Asked evidence(
      Wish wish, Request.Asked asked, Optional<EmailAddress> address, long id, Instant now) {
    return wish.renewal()
        .<Evidence.Asked>map(renewal -> new Evidence.LinkAskedFor(
            now, address, renewal.place(), renewal.doorway(), renewal.former().id(), id))
        .orElseGet(() -> new Evidence.FormPosted(
            now, address, wish.place(), wish.doorway(), asked.notice(), id));
  }
}
