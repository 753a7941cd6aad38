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
import io.reveil.contact.ContactRow;
import io.reveil.contact.Contacts;
import io.reveil.contact.DeclaredFields;
import io.reveil.contact.Upserted;
import io.reveil.contact.Upserted.Changed;
import io.reveil.contact.Upserted.Created;
import io.reveil.contact.Upserted.Refused;
import io.reveil.contact.Upserted.Unchanged;
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

  ContactImport(Stores stores, DeclaredFields fields, Moments moments, long run) {
    super(stores.database());
    this.stores = stores;
    this.sources = new SourceReader(moments);
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
   */
  record Kept(Upserted contact, boolean refused) {}

  @Override
  ContactLine understand(CsvRow row) {
    ContactRow contact = reader.contact(row);
    Optional<ContactLine.Claim> claim = bases.claim(row, contact);
    sources.check(row, contact.provenance(), contact.category(), claim);
    boolean repeated = seen.add(ContactLine.identity(contact)) > 0;
    return new ContactLine(
        row,
        repeated ? contact.fillingGaps() : contact,
        contact.email().map(stores.digests()::of),
        claim,
        repeated);
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
    List<Kept> kept =
        new ArrayList<>(results.stream().map(result -> new Kept(result, false)).toList());
    for (int i = 0; i < places.size(); i++) {
      int place = places.get(i);
      kept.set(place, kept(results.get(place), applied.get(i)));
    }
    return kept;
  }

  private static Kept kept(Upserted result, Applied consent) {
    return switch (consent) {
      case Applied.Recorded _
      when result instanceof Unchanged(ContactId id) -> new Kept(new Changed(id), false);
      case Applied.Recorded _, Applied.AlreadySo _ -> new Kept(result, false);
      case Applied.NotAllowed _ -> new Kept(result, true);
    };
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
    switch (kept.contact()) {
      case Refused(String column, String code, String reason) ->
        outcome.reject(line.source(), new RowRejected(column, code, reason));
      case Created _ -> outcome.countCreated();
      case Changed _ when line.repeated() -> outcome.countMerged();
      case Changed _ -> outcome.countChanged();
      case Unchanged _ when line.repeated() -> outcome.countMerged();
      case Unchanged _ -> outcome.countUnchanged();
    }
  }
}
