package io.reveil.intake.row;

import io.reveil.activity.Activities;
import io.reveil.activity.EventTypes;
import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.ledger.CurrentConsents;
import io.reveil.consent.suppression.Suppressions;
import io.reveil.consent.suppression.WrittenDigests;
import io.reveil.consent.wording.Purposes;
import io.reveil.contact.Contacts;
import io.reveil.contact.Provenance;
import io.reveil.contact.field.DeclaredFields;
import io.reveil.intake.file.CsvFile;
import io.reveil.intake.file.Moments;
import io.reveil.intake.run.Kind;
import io.reveil.intake.run.Run;
import io.reveil.job.Database;
import io.reveil.kernel.Fault;
import io.reveil.kernel.Installation;
import io.reveil.key.AddressDigests;
import io.reveil.web.Constants;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;

/** Opens a file as what it is: contacts, events, suppressions or invalidations. */
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

  /**
   * The file, its header checked.
   *
   * @param origin where the whole file is said to come from
   */
  public CsvFile open(Kind kind, Path file, Optional<String> origin) throws IOException {
    return switch (kind) {
      case CONTACTS -> contacts(file, origin);
      case EVENTS -> new CsvFile(file, EventImport.COLUMNS, "occurred_at", "type");
      case SUPPRESSIONS -> new CsvFile(file, SuppressionReader.COLUMNS);
      case INVALIDATIONS -> new CsvFile(file, InvalidationReader.COLUMNS, "purpose");
    };
  }

  /** Contacts of which neither the rows nor whoever sends them could say the source are not even read (A17). */
  private CsvFile contacts(Path path, Optional<String> origin) throws IOException {
    CsvFile file = new CsvFile(path, ContactReader.columns(fields));
    if (origin.isEmpty() && !file.header().has(SourceReader.TYPE)) {
      file.close();
      throw new Fault(
          Fault.Kind.INVALID,
          "SOURCE_UNDECLARED",
          "Say where these people’s data come from: give the file a column source_type (own_form, sale, third_party or"
              + " public_web), or say it once for all its rows, by --source-type at the command and by sourceType at"
              + " the API (A17).");
    }
    return file;
  }

  public Importer<?, ?> of(Run run) {
    Moments moments = new Moments(zone, run.startedAt());
    return switch (run.kind()) {
      case CONTACTS ->
        new ContactImport(
            contacts,
            fields,
            moments,
            run.origin().flatMap(type -> Constants.named(Provenance.Type.class, type)),
            run.id());
      case EVENTS -> new EventImport(events, moments, "import:" + run.id());
      case SUPPRESSIONS -> suppressions(run, moments);
      case INVALIDATIONS -> invalidations(run, moments);
    };
  }

  private SuppressionImport suppressions(Run run, Moments moments) {
    String source = run.origin().orElse("");
    SuppressionReader reader = new SuppressionReader(
        suppressions.digests(), written, suppressions.objections(), moments, source, run.id());
    return new SuppressionImport(suppressions, reader::line, source);
  }

  private SuppressionImport invalidations(Run run, Moments moments) {
    String reason = run.origin().orElse("");
    InvalidationReader reader =
        new InvalidationReader(suppressions.objections(), moments, reason, run.sentBy());
    return new SuppressionImport(suppressions, reader::line, reason);
  }
}
