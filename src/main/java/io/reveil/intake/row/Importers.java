package io.reveil.intake.row;

import io.reveil.activity.Activities;
import io.reveil.activity.EventTypes;
import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.ledger.CurrentConsents;
import io.reveil.consent.suppression.Suppressions;
import io.reveil.consent.suppression.WrittenDigests;
import io.reveil.consent.wording.Purposes;
import io.reveil.contact.Contacts;
import io.reveil.contact.DeclaredFields;
import io.reveil.intake.file.CsvFile;
import io.reveil.intake.file.Moments;
import io.reveil.intake.run.Kind;
import io.reveil.intake.run.Run;
import io.reveil.job.Database;
import io.reveil.kernel.Installation;
import io.reveil.key.AddressDigests;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;

/** Opens a file as what it is: contacts, events or suppressions. */
@Singleton
public class Importers {
  private final ContactImport.Stores contacts;
  private final EventImport.Stores events;
  private final SuppressionImport.Stores suppressions;
  private final WrittenDigests written;
  private final DeclaredFields fields;
  private final ZoneId zone;

  Importers(
      Database database,
      Contacts contacts,
      DeclaredFields fields,
      Suppressions suppressions,
      AddressDigests digests,
      WrittenDigests written,
      Objections objections,
      Purposes purposes,
      ConsentLedger ledger,
      CurrentConsents fold,
      Activities activities,
      EventTypes types,
      Installation installation) {
    this.contacts = new ContactImport.Stores(
        database, contacts, suppressions, digests, purposes, ledger, fold, activities);
    this.events = new EventImport.Stores(database, contacts, activities, types);
    this.suppressions = new SuppressionImport.Stores(database, suppressions, digests, objections);
    this.written = written;
    this.fields = fields;
    this.zone = installation.zone();
  }

  /** The file, its header checked. */
  public CsvFile open(Kind kind, Path file) throws IOException {
    return switch (kind) {
      case CONTACTS -> new CsvFile(file, ContactReader.columns(fields));
      case EVENTS -> new CsvFile(file, EventImport.COLUMNS, "occurred_at", "type");
      case SUPPRESSIONS -> new CsvFile(file, SuppressionReader.COLUMNS);
    };
  }

  public Importer<?, ?> of(Run run) {
    Moments moments = new Moments(zone, run.startedAt());
    return switch (run.kind()) {
      case CONTACTS -> new ContactImport(contacts, fields, moments, run.id());
      case EVENTS -> new EventImport(events, moments, "import:" + run.id());
      case SUPPRESSIONS -> suppressions(run, moments);
    };
  }

  private SuppressionImport suppressions(Run run, Moments moments) {
    String source = run.origin().orElse("");
    SuppressionReader reader = new SuppressionReader(
        suppressions.digests(), written, suppressions.objections(), moments, source, run.id());
    return new SuppressionImport(suppressions, reader, source);
  }
}
