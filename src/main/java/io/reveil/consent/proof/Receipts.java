package io.reveil.consent.proof;

import io.reveil.consent.seal.Inclusions;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Purpose;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;

/** Receipts, made anew each time they are asked for; nothing of them is stored. */
@Singleton
public class Receipts {
  private final ConsentRecords records;
  private final EventProofs proofs;
  private final Inclusions inclusions;
  private final Clock clock;

  Receipts(ConsentRecords records, EventProofs proofs, Inclusions inclusions, Clock clock) {
    this.records = records;
    this.proofs = proofs;
    this.inclusions = inclusions;
    this.clock = clock;
  }

  /**
   * Of one person's consent to these purposes, for whoever reads the mailbox of today; empty if the ledger knows none of it
   * (A43).
   */
  public Optional<Receipt> find(
      ContactId contact, EmailAddress mailbox, Collection<Purpose> purposes) {
    List<ConsentRecord> found = list(contact, mailbox, purposes);
    return found.isEmpty() ? Optional.empty() : Optional.of(receipt(found, proofs::soFar));
  }

  /**
   * The same for whoever holds a letter, which may have been passed on: the address shows its beginning only, and whatever
   * the proofs commit to stays closed, since one salt opens all of it (A43).
   */
  public Optional<Receipt> findClosed(
      ContactId contact, EmailAddress mailbox, Collection<Purpose> purposes) {
    List<ConsentRecord> found =
        list(contact, mailbox, purposes).stream().map(ConsentRecord::closed).toList();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Receipt receipt = receipt(found, proofs::closedSoFar);
    receipt.document().put("address", mailbox.masked());
    return Optional.of(receipt);
  }

  private List<ConsentRecord> list(
      ContactId contact, EmailAddress mailbox, Collection<Purpose> purposes) {
    return records.list(contact, mailbox).stream()
        .filter(one -> purposes.contains(one.consent().key().purpose()))
        .toList();
  }

  private Receipt receipt(List<ConsentRecord> found, LongFunction<Map<String, Object>> proven) {
    List<Map<String, Object>> shown = found.stream()
        .flatMap(one -> one.acts().stream())
        .map(act -> proven.apply(act.eventId()))
        .toList();
    boolean sealed = shown.stream().allMatch(EventProofs::isSealed);
    String id = ConsentRecord.named("receipt "
        + found.getFirst().principal()
        + found.stream().map(one -> " " + one.consent().eventId()).toList());
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("schema", "reveil.receipt/1");
    document.put("receiptId", id);
    document.put("issuedAt", clock.instant().toString());
    document.put("sealed", sealed);
    document.put("records", found.stream().map(ConsentRecord::json).toList());
    document.put("proofs", shown);
    inclusions.newest().ifPresent(header -> document.put("newestHeader", header));
    return new Receipt(id, sealed, found.stream().map(Receipts::consent).toList(), document);
  }

  private static Receipt.Consent consent(ConsentRecord one) {
    return new Receipt.Consent(
        one.consent().key().purpose(),
        one.acts().stream()
            .map(act -> new Receipt.Done(act.name(), act.occurredAt()))
            .toList(),
        one.notices().stream().reduce((_, later) -> later));
  }
}
