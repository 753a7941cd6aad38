package io.reveil.subscription.preference;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.reveil.consent.ConsentKey;
import io.reveil.consent.ConsentState;
import io.reveil.consent.CurrentConsent;
import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.ledger.Objection;
import io.reveil.consent.permission.Permissions;
import io.reveil.consent.wording.Purposes;
import io.reveil.job.Database;
import io.reveil.job.spool.Entry;
import io.reveil.job.spool.Kind;
import io.reveil.job.spool.Spooled;
import io.reveil.link.Verified;
import io.reveil.subscription.Noting;
import io.reveil.subscription.Pressed;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Ends the measuring of somebody's mails and nothing else (A34), also of mail that has left already (A33), and also for
 * who was never asked: the letters go on as before. As every withdrawal it is taken while the database is away, too.
 */
@Singleton
class EndOfMeasuring implements Spooled {
  private static final Kind KIND = new Kind("measuring", Kind.Rank.ACT);

  private final Database database;
  private final Clock clock;
  private final Preferences preferences;
  private final Purposes purposes;
  private final ConsentLedger ledger;
  private final Permissions permissions;
  private final Noting noting;

  EndOfMeasuring(
      Database database,
      Clock clock,
      Preferences preferences,
      Purposes purposes,
      ConsentLedger ledger,
      Permissions permissions,
      Noting noting) {
    this.database = database;
    this.clock = clock;
    this.preferences = preferences;
    this.purposes = purposes;
    this.ledger = ledger;
    this.permissions = permissions;
    this.noting = noting;
  }

  /** @param act ends it now, and answers */
  HttpResponse<String> answer(
      Supplier<HttpResponse<String>> act, Verified.Authentic link, HttpRequest<?> request) {
    return noting.answer(
        act, new Noting.Kept(KIND, "measuring", new Pressed(link, List.of())), request);
  }

  /** Whether nothing is measured of this person, nor will be before they agree anew. Changes nothing. */
  boolean isEnded(Verified.Authentic link) {
    return purposes.measuring().stream()
        .allMatch(sheet -> permissions
            .find(purposes.key(link.contact(), sheet.id()))
            .filter(consent -> consent.state() == ConsentState.WITHDRAWN)
            .isPresent());
  }

  /** However old the link, and whoever's the mailbox is today (C10); empty if the person is gone. */
  Optional<Choices> end(Verified.Authentic link) {
    return end(link, clock.instant(), Set.of());
  }

  private Optional<Choices> end(Verified.Authentic link, Instant now, Set<ConsentKey> kept) {
    return database.write(() -> preferences.lookHeld(link).map(choices -> {
      Objection.LinkUsed evidence =
          new Objection.LinkUsed(now, Objection.Means.PREFERENCES, link.reference(), link.keyId());
      purposes.measuring().stream()
          .map(sheet -> purposes.key(link.contact(), sheet.id()))
          .filter(key -> !kept.contains(key))
          .forEach(key -> ledger.withdraw(key, evidence));
      return choices;
    }));
  }

  @Override
  public Kind kind() {
    return KIND;
  }

  @Override
  public void replay(List<Entry> entries) {
    for (Entry entry : entries) {
      Verified.Authentic link = Pressed.read(entry.content()).link();
      end(link, entry.at(), agreedSince(link, entry.at()));
    }
  }

  /** What the person agreed to anew since goes on (E1). */
  private Set<ConsentKey> agreedSince(Verified.Authentic link, Instant pressed) {
    return permissions.list(link.contact()).stream()
        .filter(consent -> Noting.isOvertaken(consent, pressed))
        .map(CurrentConsent::key)
        .collect(Collectors.toSet());
  }
}
