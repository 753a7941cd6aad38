package io.reveil.subscription.preference;

import io.reveil.consent.Doorway;
import io.reveil.consent.wording.Purposes;
import io.reveil.contact.Contact;
import io.reveil.contact.Contacts;
import io.reveil.job.Database;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Installation;
import io.reveil.kernel.Language;
import io.reveil.kernel.Purpose;
import io.reveil.link.LinkAction;
import io.reveil.subscription.Boxes;
import io.reveil.subscription.NamedAddresses;
import io.reveil.subscription.preference.AddressChange.Asked;
import io.reveil.subscription.preference.AddressChange.Reason;
import io.reveil.subscription.preference.AddressChange.Refused;
import io.reveil.subscription.request.Addressee;
import io.reveil.subscription.request.Asking;
import io.reveil.subscription.request.Request;
import io.reveil.subscription.request.RequestState;
import io.reveil.subscription.request.Requests;
import io.reveil.subscription.request.Wish;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks the owner of a new address whether a person's letters shall go there. Until that is confirmed nothing changes, and
 * nothing that was agreed to for the former address is carried over (A43).
 */
@Singleton
class AddressChanges {
  /** What is asked stands in place of a form's name in request and ledger. */
  private static final String PLACE = "preferences";

  private final Database database;
  private final Clock clock;
  private final Installation installation;
  private final Purposes purposes;
  private final Contacts contacts;
  private final NamedAddresses named;
  private final Requests requests;
  private final Asking asking;

  AddressChanges(
      Database database,
      Clock clock,
      Installation installation,
      Purposes purposes,
      Contacts contacts,
      NamedAddresses named,
      Requests requests,
      Asking asking) {
    this.database = database;
    this.clock = clock;
    this.installation = installation;
    this.purposes = purposes;
    this.contacts = contacts;
    this.named = named;
    this.requests = requests;
    this.asking = asking;
  }

  /**
   * @param boxes which texts the page showed
   * @param shownIn the language of the page
   */
  AddressChange ask(Choices choices, Boxes boxes, String typed, Language shownIn) {
    return database.write(() -> change(choices, boxes, typed, shownIn));
  }

  private AddressChange change(Choices choices, Boxes boxes, String typed, Language shownIn) {
    Contact person = choices.contact();
    Optional<EmailAddress> wanted = EmailAddress.parse(typed);
    if (wanted.isEmpty()) {
      return new Refused(Reason.NOT_AN_ADDRESS, typed);
    }
    if (person.email().map(EmailAddress::key).equals(wanted.map(EmailAddress::key))) {
      return new Refused(Reason.SAME, typed);
    }
    contacts.hold(person.id());
    if (choices.movable().isEmpty() || contacts.findPresent(person.id()).isEmpty()) {
      return new Refused(Reason.NOTHING_TO_MOVE, typed);
    }
    if (!choices.movable().stream().allMatch(choice -> wasRead(choice, boxes, shownIn))) {
      return new Refused(Reason.TEXT_CHANGED, typed);
    }
    Instant now = clock.instant();
    if (!named.count(person.id(), now)) {
      return new Refused(Reason.TOO_OFTEN, typed);
    }
    ask(asking.addressee(person, wanted.get()), choices, shownIn, now);
    return new Asked();
  }

  /** All of it is agreed to anew at the other address, beside today's text (A10). */
  private boolean wasRead(Choice choice, Boxes boxes, Language shownIn) {
    Purpose purpose = choice.sheet().id();
    return boxes.wasRead(purpose, purposes.notice(purpose, shownIn).version());
  }

  /** A link that waits for another address ends whether or not a mail goes to this one: else it would tell (B27). */
  private void ask(Addressee addressee, Choices choices, Language shownIn, Instant now) {
    if (!isAsked(addressee)) {
      requests.supersede(choices.contact().id(), now);
    }
    List<Request.Asked> asked = choices.movable().stream()
        .map(choice -> choice.sheet().id())
        .map(purpose -> new Request.Asked(purpose, purposes.notice(purpose, shownIn)))
        .toList();
    Doorway page =
        Doorway.hosted(URI.create(installation.url("/" + LinkAction.PREFERENCES.path())));
    asking.ask(
        addressee, new Wish(PLACE, page, shownIn, asked, List.of(), Map.of(), Optional.empty()));
  }

  private boolean isAsked(Addressee addressee) {
    return requests.list(addressee.contact().id()).stream()
        .anyMatch(request ->
            request.state() == RequestState.PENDING && request.move().equals(addressee.move()));
  }
}
