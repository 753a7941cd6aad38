package io.reveil.subscription.form;

import io.reveil.consent.Doorway;
import io.reveil.consent.wording.PurposeSheet;
import io.reveil.consent.wording.Purposes;
import io.reveil.contact.Contact;
import io.reveil.contact.Contacts;
import io.reveil.job.Database;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Installation;
import io.reveil.kernel.Language;
import io.reveil.link.LinkAction;
import io.reveil.subscription.request.Addressee;
import io.reveil.subscription.request.Asking;
import io.reveil.subscription.request.Request;
import io.reveil.subscription.request.Requests;
import io.reveil.subscription.request.Wish;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Turns a filled-in form into a request and its DOI mail. Whoever the address belongs to, the caller learns nothing: all
 * ways end the same, and the mail is queued, not sent (B27).
 */
@Singleton
public class SignUps {
  private final Installation installation;
  private final Database database;
  private final Requests requests;
  private final Asking asking;
  private final Contacts contacts;
  private final Purposes purposes;

  SignUps(
      Installation installation,
      Database database,
      Requests requests,
      Asking asking,
      Contacts contacts,
      Purposes purposes) {
    this.installation = installation;
    this.database = database;
    this.requests = requests;
    this.asking = asking;
    this.contacts = contacts;
    this.purposes = purposes;
  }

  /**
   * Makes the request and queues its mail, unless this address may get no mail now: then nothing is kept, and an earlier
   * request goes on waiting with the link that its mail holds.
   */
  void ask(SignUp signUp) {
    database.write(() -> {
      String form = signUp.form().id();
      Optional<Instant> due = asking.mailAt(signUp.address(), form);
      if (due.isPresent()) {
        Contact contact = contacts.findOrPend(signUp.address(), signUp.language());
        Wish wish = new Wish(
            form,
            signUp.doorway(),
            signUp.language(),
            asked(signUp.purposes(), signUp.language()),
            asked(signUp.left(), signUp.language()),
            signUp.typed(),
            Optional.empty());
        asking.open(new Addressee(contact, signUp.address(), Optional.empty()), wish, due.get());
      }
    });
  }

  private List<Request.Asked> asked(List<PurposeSheet> boxes, Language language) {
    return boxes.stream()
        .map(sheet -> new Request.Asked(sheet.id(), purposes.notice(sheet.id(), language)))
        .toList();
  }

  /**
   * As {@link #askAgain(ContactId)}, of what would be confirmed from this address, whether it is somebody's or is to become so
   * (A43): somebody typed it.
   */
  void askAgain(EmailAddress address) {
    Stream.concat(
            contacts.find(address).map(Contact::id).stream(),
            requests.listWanting(address).stream().map(Request::contact))
        .distinct()
        .forEach(person -> askAgain(person, request -> isFor(request, address), "link", "/f/link"));
  }

  private boolean isFor(Request request, EmailAddress address) {
    return contacts.find(request.contact()).flatMap(request::address).equals(Optional.of(address));
  }

  /**
   * The latest request of this person once more, with a new link, if it waits or ran out of time and the address may get
   * a mail now; otherwise nothing happens. An old link led here.
   */
  public void askAgain(ContactId person) {
    askAgain(person, _ -> true, "confirm", "/" + LinkAction.CONFIRM.path());
  }

  /** Who is being forgotten meanwhile is gone when we look. */
  private void askAgain(ContactId person, Predicate<Request> which, String place, String path) {
    Doorway page = Doorway.hosted(URI.create(installation.url(path)));
    database.write(() -> {
      contacts.hold(person);
      requests.list(person).stream()
          .filter(which)
          .findFirst()
          .ifPresent(former -> asking.again(new Wish.Renewal(former, place, page)));
    });
  }
}
