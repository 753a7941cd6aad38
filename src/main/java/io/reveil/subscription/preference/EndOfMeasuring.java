package io.reveil.subscription.preference;

import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.ledger.Evidence;
import io.reveil.consent.wording.Purposes;
import io.reveil.job.Database;
import io.reveil.kernel.Channel;
import io.reveil.link.Verified;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

/**
 * Ends the measuring of somebody's mails and nothing else (A34), also of mail that has left already (A33), and also for
 * who was never asked: the letters go on as before.
 */
@Singleton
class EndOfMeasuring {
  private final Database database;
  private final Clock clock;
  private final Preferences preferences;
  private final Purposes purposes;
  private final ConsentLedger ledger;

  EndOfMeasuring(
      Database database,
      Clock clock,
      Preferences preferences,
      Purposes purposes,
      ConsentLedger ledger) {
    this.database = database;
    this.clock = clock;
    this.preferences = preferences;
    this.purposes = purposes;
    this.ledger = ledger;
  }

  /** However old the link, and whoever's the mailbox is today (C10); empty if the person is gone. */
  Optional<Choices> end(Verified.Authentic link) {
    return database.write(() -> preferences.look(link).map(choices -> {
      Evidence.LinkUsed evidence = new Evidence.LinkUsed(
          clock.instant(), Evidence.Means.PREFERENCES, link.reference(), link.keyId());
      purposes.all().stream()
          .filter(sheet -> sheet.kind().isTracking() && sheet.channel() == Channel.EMAIL)
          .forEach(sheet -> ledger.withdraw(purposes.key(link.contact(), sheet.id()), evidence));
      return choices;
    }));
  }
}
