package io.reveil.subscription.request;

import io.reveil.consent.Doorway;
import io.reveil.consent.wording.Purposes;
import io.reveil.contact.Contact;
import io.reveil.contact.Contacts;
import io.reveil.job.Database;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Installation;
import io.reveil.link.LinkAction;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Asks once more, with a new link, for what nobody answered. Whether it did, the caller does not learn (B27). */
@Singleton
public class Renewals {
  private final Installation installation;
  private final Database database;
  private final Requests requests;
  private final Asking asking;
  private final Contacts contacts;
  private final Purposes purposes;

  Renewals(
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
   * As {@link #ask(ContactId)}, of what would be confirmed from this address, whether it is somebody's or is to become so
   * (A43): somebody typed it.
   */
  public void ask(EmailAddress address) {
    Stream.concat(
            contacts.find(address).map(Contact::id).stream(),
            requests.listWanting(address).stream().map(Request::contact))
        .distinct()
        .forEach(person -> ask(person, request -> isFor(request, address), "link", "/f/link"));
  }

  private boolean isFor(Request request, EmailAddress address) {
    return contacts.find(request.contact()).flatMap(request::address).equals(Optional.of(address));
  }

  /**
   * The latest request of this person once more, with a new link, if it waits or ran out of time and the address may get
   * a mail now; otherwise nothing happens. An old link led here.
   */
  public void ask(ContactId person) {
    ask(person, _ -> true, "confirm", "/" + LinkAction.CONFIRM.path());
  }

  /** Who is being forgotten meanwhile is gone when we look. */
  private void ask(ContactId person, Predicate<Request> which, String place, String path) {
    Doorway page = Doorway.hosted(URI.create(installation.url(path)));
    database.write(() -> {
      contacts.hold(person);
      requests.list(person).stream()
          .findFirst()
          .filter(which)
          .filter(this::isLatest)
          .ifPresent(former -> ask(new Wish.Renewal(former, place, page)));
    });
  }

  /** It would take the place of anything newer of theirs, also of what somebody else is asked for their letters (A43). */
  private boolean isLatest(Request request) {
    return Stream.concat(Stream.of(request.contact()), request.mover().stream())
        .distinct()
        .flatMap(person -> requests.listAbout(person).stream().limit(1))
        .allMatch(latest -> latest.id() == request.id());
  }

  /**
   * What was ticked beside another text than today's is left out: nobody agrees to one by a mail and a page that show the
   * other (A10, E6). A change of address is asked for as a whole: what it left out would end with the former address, and
   * nobody would be told (A43).
   */
  private void ask(Wish.Renewal renewal) {
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
          .flatMap(person -> asking.addressee(person, former.move()))
          .ifPresent(addressee -> asking.ask(addressee, wish));
    }
  }

  private static boolean isUnanswered(Request request) {
    return switch (request.state()) {
      case PENDING, EXPIRED -> true;
      case CONFIRMED, REFUSED, SUPERSEDED -> false;
    };
  }
}
