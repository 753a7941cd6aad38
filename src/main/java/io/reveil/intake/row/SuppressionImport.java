package io.reveil.intake.row;

import io.reveil.consent.ledger.Evidence;
import io.reveil.consent.suppression.SuppressionReason;
import io.reveil.consent.suppression.Suppressions;
import io.reveil.consent.suppression.Suppressions.Ban;
import io.reveil.contact.Contact;
import io.reveil.intake.file.CsvRow;
import io.reveil.intake.file.RowRejected;
import io.reveil.intake.row.Objections.Told;
import io.reveil.intake.row.SuppressionReader.Line;
import io.reveil.intake.run.Outcome;
import io.reveil.job.Database;
import io.reveil.kernel.ContactId;
import io.reveil.key.AddressDigests;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Bans in, by the addresses or digests of a list, of which nothing but digests under our pepper is kept (A49, S2.8), and
 * what known people said of one purpose or of all, into the ledger. Bans that we exported ourselves come back as they
 * were, with their dates and labels. Of what was never valid nobody is banned (E5).
 */
final class SuppressionImport extends Importer<Line, SuppressionImport.Result> {
  private final Stores stores;
  private final Function<CsvRow, Line> reader;
  private final String source;

  SuppressionImport(Stores stores, Function<CsvRow, Line> reader, String source) {
    super(stores.database());
    this.stores = stores;
    this.reader = reader;
    this.source = source;
  }

  /** Where rows go, all in one transaction. */
  record Stores(
      Database database,
      Suppressions suppressions,
      AddressDigests digests,
      Objections objections) {}

  /** What became of a row that was understood. */
  enum Result {
    RECORDED,
    KNOWN,
    STRANGER
  }

  @Override
  Line understand(CsvRow row) {
    return reader.apply(row);
  }

  @Override
  List<Result> keep(List<Line> lines) {
    List<Optional<Contact>> contacts = contacts(lines);
    Map<ContactId, List<Told>> told = new TreeMap<>();
    List<Ban> bans = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      Optional<Contact> contact = contacts.get(i);
      contact.ifPresent(known -> told.computeIfAbsent(known.id(), _ -> new ArrayList<>())
          .add(line.told().orElseThrow()));
      for (Ban ban : bans(line, contact)) {
        bans.add(ban);
        places.add(i);
      }
    }
    Set<ContactId> withdrew = stores.objections().withdraw(told);
    List<Boolean> added = stores.suppressions().addAll(bans, source);
    Map<Integer, Boolean> banned = new HashMap<>();
    for (int i = 0; i < places.size(); i++) {
      banned.merge(places.get(i), added.get(i), Boolean::logicalOr);
    }
    List<Result> results = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      boolean isNew = banned.getOrDefault(i, false)
          || contacts.get(i).map(Contact::id).filter(withdrew::remove).isPresent();
      boolean isNobody = contacts.get(i).isEmpty() && !banned.containsKey(i);
      results.add(isNew ? Result.RECORDED : isNobody ? Result.STRANGER : Result.KNOWN);
    }
    return results;
  }

  /** Of each line that speaks of a contact, whom it means. */
  private List<Optional<Contact>> contacts(List<Line> lines) {
    var found = stores
        .objections()
        .find(lines.stream().flatMap(line -> line.told().stream()).toList())
        .iterator();
    return lines.stream()
        .map(line -> line.told().isPresent() ? found.next() : Optional.<Contact>empty())
        .toList();
  }

  /** Who objects to everything is known by the address we have, too. */
  private List<Ban> bans(Line line, Optional<Contact> contact) {
    List<Ban> bans = new ArrayList<>();
    boolean isKnownHere = contact.isPresent() && line.told().flatMap(Told::self).isPresent();
    line.ban().filter(_ -> !isKnownHere).ifPresent(bans::add);
    line.told()
        .filter(told -> told.purpose().isEmpty())
        .flatMap(_ -> contact)
        .flatMap(Contact::email)
        .map(address -> new Ban(stores.digests().of(address), SuppressionReason.OBJECTION))
        .ifPresent(bans::add);
    return bans;
  }

  @Override
  void count(Line line, Result result, Outcome outcome) {
    switch (result) {
      case RECORDED -> outcome.countCreated();
      case KNOWN -> outcome.countUnchanged();
      case STRANGER ->
        outcome.reject(
            line.source(),
            new RowRejected(
                "external_id",
                "UNKNOWN_CONTACT",
                line.told()
                        .map(Told::evidence)
                        .filter(Evidence.Invalidated.class::isInstance)
                        .isPresent()
                    ? "No contact is known by this."
                    : "No contact is known by this; an address alone, without a purpose, is banned also if nobody has it."));
    }
  }
}
