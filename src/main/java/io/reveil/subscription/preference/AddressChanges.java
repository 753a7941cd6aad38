package io.reveil.subscription.preference;

import io.reveil.consent.Doorway;
import io.reveil.consent.wording.Purposes;
import io.reveil.contact.Contact;
import io.reveil.job.Database;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Installation;
import io.reveil.kernel.Language;
import io.reveil.link.LinkAction;
import io.reveil.subscription.preference.AddressChange.Asked;
import io.reveil.subscription.preference.AddressChange.Reason;
import io.reveil.subscription.preference.AddressChange.Refused;
import io.reveil.subscription.request.Asking;
import io.reveil.subscription.request.Request;
import io.reveil.subscription.request.Requests;
import io.reveil.subscription.request.Wish;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
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

  private static final int A_DAY = 3;

  private final Database database;
  private final Clock clock;
  private final Installation installation;
  private final Purposes purposes;
  private final Requests requests;
  private final Asking asking;

  AddressChanges(
      Database database,
      Clock clock,
      Installation installation,
      Purposes purposes,
      Requests requests,
      Asking asking) {
    this.database = database;
    this.clock = clock;
    this.installation = installation;
    this.purposes = purposes;
    this.requests = requests;
    this.asking = asking;
  }

  AddressChange ask(Choices choices, String typed, Language shownIn) {
    return database.write(() -> change(choices, typed, shownIn));
  }

  private AddressChange change(Choices choices, String typed, Language shownIn) {
    Contact person = choices.contact();
    Optional<EmailAddress> wanted = EmailAddress.parse(typed);
    if (wanted.isEmpty()) {
      return new Refused(Reason.NOT_AN_ADDRESS, typed);
    }
    if (person.email().map(EmailAddress::key).equals(wanted.map(EmailAddress::key))) {
      return new Refused(Reason.SAME, typed);
    }
    if (choices.movable().isEmpty()) {
      return new Refused(Reason.NOTHING_TO_MOVE, typed);
    }
    Instant now = clock.instant();
    if (requests.countMoves(person.id(), PLACE, now.minus(Duration.ofDays(1))) >= A_DAY) {
      return new Refused(Reason.TOO_OFTEN, typed);
    }
    List<Request.Asked> asked = choices.movable().stream()
        .map(choice -> choice.sheet().id())
        .map(purpose -> new Request.Asked(purpose, purposes.notice(purpose, shownIn)))
        .toList();
    Doorway page =
        Doorway.hosted(URI.create(installation.url("/" + LinkAction.PREFERENCES.path())));
    asking.ask(
        asking.addressee(person, wanted.get()),
        new Wish(PLACE, page, shownIn, asked, List.of(), Map.of(), Optional.empty()));
    return new Asked();
  }
}
