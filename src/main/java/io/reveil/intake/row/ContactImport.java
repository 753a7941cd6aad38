package io.reveil.intake.row;

import io.reveil.activity.Activities;
import io.reveil.consent.Basis;
import io.reveil.consent.ledger.Applied;
import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.ledger.CurrentConsents;
import io.reveil.consent.ledger.Declaration;
import io.reveil.consent.ledger.Evidence;
import io.reveil.consent.suppression.Suppressions;
import io.reveil.consent.wording.Purposes;
import io.reveil.contact.Category;
import io.reveil.contact.Contact;
import io.reveil.contact.ContactRow;
import io.reveil.contact.Contacts;
import io.reveil.contact.Provenance;
import io.reveil.contact.Upserted;
import io.reveil.contact.Upserted.Changed;
import io.reveil.contact.Upserted.Created;
import io.reveil.contact.Upserted.Refused;
import io.reveil.contact.Upserted.Unchanged;
import io.reveil.contact.field.DeclaredFields;
import io.reveil.intake.file.CsvRow;
import io.reveil.intake.file.Moments;
import io.reveil.intake.file.RowRejected;
import io.reveil.intake.run.Outcome;
import io.reveil.job.Database;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.DigestTrail;
import io.reveil.key.AddressDigests;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Contacts in, each with the consent that it declares. */
final class ContactImport extends Importer<ContactLine, ContactImport.Kept> {
  private static final Refused SUPPRESSED = new Refused(
      "email",
      "SUPPRESSED",
      "This address asked not to be written to; nothing was stored (GDPR art. 21).");

  private static final String NO_PROFESSIONAL = "category professional";

  private final Stores stores;
  private final ContactReader reader;
  private final BasisReader bases;
  private final SourceReader sources;
  private final LocalDate today;
  private final Instant startedAt;
  private final long run;
  private final HashCounts seen = new HashCounts();

  /** @param source of rows that do not name theirs */
  ContactImport(
      Stores stores,
      DeclaredFields fields,
      Moments moments,
      Optional<Provenance.Type> source,
      long run) {
    super(stores.database());
    this.stores = stores;
    this.sources = new SourceReader(moments, source);
    this.reader = new ContactReader(fields, sources);
    this.bases = new BasisReader(stores.purposes(), moments, run);
    this.today = LocalDate.ofInstant(moments.now(), moments.zone());
    this.startedAt = moments.now();
    this.run = run;
  }

  /** Where rows go, all in one transaction. */
  record Stores(
      Database database,
      Contacts contacts,
      Suppressions suppressions,
      AddressDigests digests,
      Purposes purposes,
      ConsentLedger ledger,
      CurrentConsents fold,
      Activities activities) {}

  /**
   * What became of a row, and of the consent that it declares.
   *
   * @param refused whether the ledger did not take the consent: the person had withdrawn or refused (E1)
   * @param otherSource whether another source than the row's was recorded before, and stays (A17)
   */
  record Kept(Upserted contact, boolean refused, boolean otherSource) {}

  @Override
  ContactLine understand(CsvRow row) {
    ContactRow contact = reader.contact(row);
    Optional<ContactLine.Claim> claim = bases.claim(row, contact);
    sources.check(row, contact, claim);
    boolean repeated = seen.add(ContactLine.identity(contact)) > 0;
    return new ContactLine(
        row,
        repeated ? contact.fillingGaps() : contact,
        contact.email().map(stores.digests()::of),
        claim,
        repeated);
  }

  @Override
  boolean mayBeKept(CsvRow row) {
    return sources.isThePerson(row);
  }

  @Override
  List<Kept> keep(List<ContactLine> lines) {
    Set<DigestTrail> opposed = stores
        .suppressions()
        .opposed(
            lines.stream().flatMap(line -> line.digest().stream()).distinct().toList());
    List<ContactRow> admitted = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    List<Upserted> results = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      results.add(SUPPRESSED);
      if (lines.get(i).digest().filter(opposed::contains).isEmpty()) {
        places.add(i);
        admitted.add(lines.get(i).contact());
      }
    }
    List<Upserted> upserted = stores.contacts().upsert(admitted);
    for (int i = 0; i < places.size(); i++) {
      results.set(places.get(i), upserted.get(i));
    }
    open(results);
    endProfessions(lines, results);
    return declare(lines, results);
  }

  /** Who is no professional any more loses what rested on that; a later row does not bring it back unproven (A16, A17). */
  private void endProfessions(List<ContactLine> lines, List<Upserted> results) {
    Set<ContactId> others = new TreeSet<>();
    for (int i = 0; i < lines.size(); i++) {
      ContactRow row = lines.get(i).contact();
      if (!row.onlyFillsGaps()
          && row.category().filter(is -> is != Category.PROFESSIONAL).isPresent()
          && !(results.get(i) instanceof Created)) {
        contact(results.get(i)).ifPresent(others::add);
      }
    }
    if (others.isEmpty()) {
      return;
    }
    List<Declaration> lost = stores.fold().list(others).stream()
        .filter(row -> row.basis() == Basis.PROFESSIONAL_LEGITIMATE_INTEREST)
        .map(row -> new Declaration(
            row.key(),
            new Evidence.BasisLost(
                startedAt, Basis.PROFESSIONAL_LEGITIMATE_INTEREST, NO_PROFESSIONAL, run)))
        .toList();
    if (!lost.isEmpty()) {
      stores.ledger().declare(lost);
    }
  }

  private void open(List<Upserted> results) {
    List<ContactId> created = new ArrayList<>();
    for (Upserted result : results) {
      if (result instanceof Created(ContactId contact)) {
        created.add(contact);
      }
    }
    stores.activities().open(created, today);
  }

  /** A consent that is new to the ledger makes an unchanged contact a changed one. */
  private List<Kept> declare(List<ContactLine> lines, List<Upserted> results) {
    List<Declaration> declarations = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Optional<ContactLine.Claim> claim = lines.get(i).claim();
      Optional<ContactId> contact = contact(results.get(i));
      if (claim.isPresent() && contact.isPresent()) {
        places.add(i);
        declarations.add(new Declaration(
            stores.purposes().key(contact.get(), claim.get().sheet().id()),
            claim.get().evidence()));
      }
    }
    List<Applied> applied =
        declarations.isEmpty() ? List.of() : stores.ledger().declare(declarations);
    List<Kept> kept = new ArrayList<>(kept(lines, results));
    for (int i = 0; i < places.size(); i++) {
      kept.set(places.get(i), kept(kept.get(places.get(i)), applied.get(i)));
    }
    return kept;
  }

  private List<Kept> kept(List<ContactLine> lines, List<Upserted> results) {
    Map<ContactId, Contact> stored = stores
        .contacts()
        .list(results.stream().flatMap(result -> known(result).stream()).toList());
    List<Kept> kept = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      ContactRow row = lines.get(i).contact();
      boolean otherSource = known(results.get(i))
          .map(stored::get)
          .flatMap(Contact::provenance)
          .filter(recorded -> !recorded.isSameSource(row.provenance().orElseThrow()))
          .isPresent();
      kept.add(new Kept(results.get(i), false, otherSource));
    }
    return kept;
  }

  private static Kept kept(Kept row, Applied consent) {
    return switch (consent) {
      case Applied.Recorded _
      when row.contact() instanceof Unchanged(ContactId id) ->
        new Kept(new Changed(id), false, row.otherSource());
      case Applied.Recorded _, Applied.AlreadySo _ -> row;
      case Applied.NotAllowed _ -> new Kept(row.contact(), true, row.otherSource());
    };
  }

  /** Somebody who was there before the row. */
  private static Optional<ContactId> known(Upserted result) {
    return contact(result).filter(_ -> !(result instanceof Created));
  }

  private static Optional<ContactId> contact(Upserted result) {
    return switch (result) {
      case Created(ContactId contact) -> Optional.of(contact);
      case Changed(ContactId contact) -> Optional.of(contact);
      case Unchanged(ContactId contact) -> Optional.of(contact);
      case Refused _ -> Optional.empty();
    };
  }

  @Override
  void count(ContactLine line, Kept kept, Outcome outcome) {
    if (kept.refused()) {
      outcome.countConsentNotTaken();
    }
    if (kept.otherSource()) {
      outcome.countSourceNotTaken();
    }
    switch (kept.contact()) {
      case Refused refused
      when refused.equals(SUPPRESSED) || !mayBeKept(line.source()) ->
        outcome.rejectUnkept(line.source(), rejected(refused));
      case Refused refused -> outcome.reject(line.source(), rejected(refused));
      case Created _ -> outcome.countCreated();
      case Changed _ when line.repeated() -> outcome.countMerged();
      case Changed _ -> outcome.countChanged();
      case Unchanged _ when line.repeated() -> outcome.countMerged();
      case Unchanged _ -> outcome.countUnchanged();
    }
  }

  private static RowRejected rejected(Refused why) {
    return new RowRejected(why.column(), why.code(), why.reason());
  }
}
