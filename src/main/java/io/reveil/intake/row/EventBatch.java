package io.reveil.intake.row;

import io.reveil.activity.Activities;
import io.reveil.activity.EventTypes;
import io.reveil.contact.Contacts;
import io.reveil.intake.file.CsvRow;
import io.reveil.intake.file.Moments;
import io.reveil.intake.run.Outcome;
import io.reveil.job.Database;
import io.reveil.kernel.Installation;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;

/** A handful of events told at once by another program, by the same rules as a file of them. */
@Singleton
public class EventBatch {
  private static final String ORIGIN = "api";

  private final EventImport.Stores stores;
  private final Installation installation;
  private final Clock clock;

  EventBatch(
      Database database,
      Contacts contacts,
      Activities activities,
      EventTypes types,
      Installation installation,
      Clock clock) {
    this.stores = new EventImport.Stores(database, contacts, activities, types);
    this.installation = installation;
    this.clock = clock;
  }

  /** Stores what can be stored, in one transaction, and says why not the rest. Again, it changes nothing. */
  public Outcome store(List<CsvRow> events) {
    Moments moments = new Moments(installation.zone(), clock.instant());
    return new EventImport(stores, moments, ORIGIN).store(events);
  }
}
