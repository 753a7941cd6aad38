package io.reveil.subscription.request;

import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.ledger.Evidence;
import io.reveil.consent.suppression.Suppressions;
import io.reveil.consent.wording.Purposes;
import io.reveil.contact.Contact;
import io.reveil.contact.ContactState;
import io.reveil.contact.Contacts;
import io.reveil.content.EmailTemplates;
import io.reveil.delivery.queue.SingleMail;
import io.reveil.delivery.queue.SingleMails;
import io.reveil.job.Ids;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.DigestTrail;
import io.reveil.kernel.EmailAddress;
import io.reveil.key.AddressDigests;
import io.reveil.subscription.SubscriptionConfig;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Asks the owner of a mailbox: a request and its mail, in the caller's transaction. */
@Singleton
public class Asking {
  private final Ids ids;
  private final Clock clock;
  private final SubscriptionConfig config;
  private final Contacts contacts;
  private final Requests requests;
  private final DoiSendings sendings;
  private final FormPace pace;
  private final AddressDigests digests;
  private final Suppressions suppressions;
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
      DoiSendings sendings,
      FormPace pace,
      AddressDigests digests,
      Suppressions suppressions,
      ConsentLedger ledger,
      Purposes purposes,
      EmailTemplates templates,
      SingleMails mails) {
    this.ids = ids;
    this.clock = clock;
    this.config = config;
    this.contacts = contacts;
    this.requests = requests;
    this.sendings = sendings;
    this.pace = pace;
    this.digests = digests;
    this.suppressions = suppressions;
    this.ledger = ledger;
    this.purposes = purposes;
    this.templates = templates;
    this.mails = mails;
  }

  /**
   * Claims a mail to this address, in the caller's transaction: when it may leave; empty: none may. Whoever's data are
   * frozen gets none, since nobody knows who typed the address (A46; GDPR art. 18). That and the block of "this was not
   * me" come first, as they must not use up a mail; the form last, so that nobody fills its measure with one address; and
   * where the form has no room, the address keeps its mail (B11, B26).
   */
  public Optional<Instant> mailAt(EmailAddress address, String place) {
    Instant now = clock.instant();
    DigestTrail digest = digests.of(address);
    boolean isFrozen = contacts.find(address).filter(Asking::isFrozen).isPresent();
    if (isFrozen || suppressions.blocksDoi(digest) || !sendings.claim(digest, now)) {
      return Optional.empty();
    }
    Optional<Instant> due = pace.take(place, now);
    if (due.isEmpty()) {
      sendings.giveBack(digest, now);
    }
    return due;
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

  /**
   * Asks for the same once more, if it waits or ran out of time and the address may get a mail now. What was ticked beside
   * another text than today's is left out: nobody agrees to one by a mail and a page that show the other (A10, E6). A change
   * of address is asked for as a whole: what it left out would end with the former address, and nobody would be told (A43).
   */
  public void again(Wish.Renewal renewal) {
    Request former = renewal.former();
    List<Request.Asked> asked = former.purposes().stream()
        .filter(one -> purposes.isShownToday(one.notice()))
        .toList();
    boolean isWhole = asked.size() == former.purposes().size();
    if (!asked.isEmpty() && (isWhole || former.move().isEmpty()) && isUnanswered(former)) {
      Wish wish = new Wish(
          former.formId(),
          former.doorway(),
          former.language(),
          asked,
          former.left(),
          requests.typed(former),
          Optional.of(renewal));
      contacts
          .find(former.contact())
          .flatMap(person -> addressee(person, former.move()))
          .ifPresent(addressee -> ask(addressee, wish));
    }
  }

  private static boolean isUnanswered(Request request) {
    return switch (request.state()) {
      case PENDING, EXPIRED -> true;
      case CONFIRMED, REFUSED, SUPERSEDED -> false;
    };
  }

  /** Asks, if the address may get a mail now; else nothing is kept, and what was asked before goes on waiting. */
  public void ask(Addressee addressee, Wish wish) {
    if (!isFrozen(addressee.contact())) {
      mailAt(addressee.address(), wish.place()).ifPresent(due -> open(addressee, wish, due));
    }
  }

  private static boolean isFrozen(Contact contact) {
    return contact.state() == ContactState.RESTRICTED;
  }

  /** Takes the place of what the contact was asked before. */
  public void open(Addressee addressee, Wish wish, Instant due) {
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
