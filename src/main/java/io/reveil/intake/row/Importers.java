package io.reveil.intake.row;

import io.reveil.activity.Activities;
import io.reveil.activity.EventTypes;
import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.suppression.Suppressions;
import io.reveil.consent.wording.Purposes;
import io.reveil.contact.Contacts;
import io.reveil.contact.DeclaredFields;
import io.reveil.intake.file.CsvFile;
import io.reveil.intake.file.Moments;
import io.reveil.intake.run.Kind;
import io.reveil.job.Database;
import io.reveil.kernel.Installation;
import io.reveil.key.AddressDigests;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** Opens a file as what it is: contacts or events. */
@Singleton
public class Importers {
  private final ContactImport.Stores contacts;
  private final EventImport.Stores events;
  private final DeclaredFields fields;
  private final Purposes purposes;
  private final ZoneId zone;

  Importers(
      Database database,
      Contacts contacts,
      DeclaredFields fields,
      Suppressions suppressions,
      AddressDigests digests,
      Purposes purposes,
      ConsentLedger ledger,
      Activities activities,
      EventTypes types,
      Installation installation) {
    this.contacts =
        new ContactImport.Stores(database, contacts, suppressions, digests, ledger, activities);
    this.events = new EventImport.Stores(database, contacts, activities, types);
    this.fields = fields;
    this.purposes = purposes;
    this.zone = installation.zone();
  }

  /** The file, its header checked. */
  public CsvFile open(Kind kind, Path file) throws IOException {
    return switch (kind) {
      case CONTACTS -> new CsvFile(file, ContactReader.columns(fields));
      case EVENTS -> new CsvFile(file, EventImport.COLUMNS, "occurred_at", "type");
    };
  }

  public Importer<?, ?> of(Kind kind, long run, Instant startedAt) {
    Moments moments = new Moments(zone, startedAt);
    return switch (kind) {
      case CONTACTS ->
        new ContactImport(
            contacts,
            new ContactReader(fields, purposes, moments, run),
            LocalDate.ofInstant(startedAt, zone));
      case EVENTS -> new EventImport(events, moments, run);
    };
  }
}
