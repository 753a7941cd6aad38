package io.reveil.intake.row;

import io.reveil.activity.Activities;
import io.reveil.activity.ContactEvent;
import io.reveil.activity.EventTypes;
import io.reveil.activity.Signal;
import io.reveil.contact.Contact;
import io.reveil.contact.Contacts;
import io.reveil.intake.file.CsvRow;
import io.reveil.intake.file.Moments;
import io.reveil.intake.file.RowRejected;
import io.reveil.intake.run.Outcome;
import io.reveil.job.Database;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the CRM knows of contacts: purchases, logins, calls. */
final class EventImport extends Importer<EventImport.Line, EventImport.Result> {
  static final Set<String> COLUMNS = Set.of(
      "external_id",
      "email",
      "occurred_at",
      "type",
      "quantity",
      "amount",
      "amount_eur",
      "event_id");

  private static final int DECIMALS = 2;
  /** As the database holds it. An exponent would let a short cell stand for a number without end. */
  private static final Pattern AMOUNT = Pattern.compile("[+-]?\\d{1,12}(\\.\\d{1,2}0{0,9})?");

  private final Stores stores;
  private final Moments moments;
  private final String origin;
  private final HashCounts seen = new HashCounts();

  EventImport(Stores stores, Moments moments, String origin) {
    super(stores.database());
    this.stores = stores;
    this.moments = moments;
    this.origin = origin;
  }

  /** Where rows go, all in one transaction. */
  record Stores(Database database, Contacts contacts, Activities activities, EventTypes types) {}

  /** What became of a row that was understood. */
  enum Result {
    RECORDED,
    KNOWN,
    STRANGER,
    FROZEN
  }

  /** A row of events, understood: who it speaks of, by number or else by address. */
  record Line(
      CsvRow source,
      Optional<String> externalId,
      Optional<EmailAddress> email,
      Signal.CrmEvent event,
      Instant occurredAt,
      byte[] key) {}

  @Override
  Line understand(CsvRow row) {
    row.check();
    Optional<String> externalId = row.cell("external_id");
    Optional<EmailAddress> email = externalId.isPresent() ? Optional.empty() : address(row);
    if (externalId.isEmpty() && email.isEmpty()) {
      throw new RowRejected(
          "external_id", "NO_IDENTITY", "Neither an external_id nor an address says who this is.");
    }
    Instant occurredAt = moments
        .read(row, "occurred_at")
        .orElseThrow(() -> new RowRejected("occurred_at", "BAD_DATE", "occurred_at is empty."));
    Signal.CrmEvent event = new Signal.CrmEvent(type(row), amount(row), quantity(row));
    String canonical = canonical(
        externalId.or(() -> email.map(EmailAddress::key)).orElseThrow(), occurredAt, event);
    String key = row.cell("event_id")
        .map(id -> "id|" + id)
        .orElseGet(() -> "row|" + seen.add(canonical) + "|" + canonical);
    return new Line(row, externalId, email, event, occurredAt, HashCounts.key(key));
  }

  /** What makes two rows equal: not how a number or a time was written. */
  private static String canonical(String who, Instant occurredAt, Signal.CrmEvent event) {
    return String.join(
        "|",
        event.kind(),
        occurredAt.toString(),
        event.quantity().map(String::valueOf).orElse(""),
        event.amount().map(BigDecimal::toPlainString).orElse(""),
        who);
  }

  private static Optional<EmailAddress> address(CsvRow row) {
    return row.cell("email")
        .map(text -> EmailAddress.parse(text)
            .orElseThrow(() -> new RowRejected(
                "email", "BAD_ADDRESS", "This is not an address one can write to.")));
  }

  private String type(CsvRow row) {
    return row.cell("type")
        .filter(stores.types()::isDeclared)
        .orElseThrow(() -> new RowRejected(
            "type",
            "UNKNOWN_TYPE",
            "The type of an event is one of reveil.activity.event-types: "
                + String.join(", ", stores.types().all()) + "."));
  }

  private static Optional<BigDecimal> amount(CsvRow row) {
    String column = row.cell("amount").isPresent() ? "amount" : "amount_eur";
    return row.cell(column).map(text -> {
      if (!AMOUNT.matcher(text).matches()) {
        throw new RowRejected(
            column,
            "BAD_AMOUNT",
            "An amount is a number such as 29.33, with at most two decimals.");
      }
      return new BigDecimal(text).setScale(DECIMALS, RoundingMode.UNNECESSARY);
    });
  }

  private static Optional<Integer> quantity(CsvRow row) {
    try {
      return row.cell("quantity").map(Integer::valueOf);
    } catch (NumberFormatException _) {
      throw new RowRejected("quantity", "BAD_QUANTITY", "A quantity is a whole number.");
    }
  }

  @Override
  List<Result> keep(List<Line> lines) {
    Map<String, ContactId> byNumber = stores
        .contacts()
        .idsByExternalId(
            lines.stream().flatMap(line -> line.externalId().stream()).toList());
    Map<String, ContactId> byAddress = stores
        .contacts()
        .idsByAddress(lines.stream().flatMap(line -> line.email().stream()).toList());
    Map<ContactId, Contact> contacts = stores
        .contacts()
        .list(Stream.concat(byNumber.values().stream(), byAddress.values().stream())
            .distinct()
            .toList());
    List<Result> results = new ArrayList<>();
    List<ContactEvent> events = new ArrayList<>();
    for (Line line : lines) {
      Optional<Contact> contact = line.externalId()
          .map(byNumber::get)
          .or(() -> line.email().map(email -> byAddress.get(email.key())))
          .map(contacts::get);
      Result result = contact.map(EventImport::admit).orElse(Result.STRANGER);
      results.add(result);
      if (result == Result.RECORDED) {
        events.add(new ContactEvent(
            contact.orElseThrow().id(), line.event(), line.occurredAt(), line.key(), origin));
      }
    }
    Iterator<Boolean> isNew = stores.activities().record(events).iterator();
    results.replaceAll(
        result -> result == Result.RECORDED && !isNew.next() ? Result.KNOWN : result);
    return results;
  }

  /** Of somebody who only asked for mail we keep nothing but the address (A12). */
  private static Result admit(Contact contact) {
    return switch (contact.state()) {
      case LIVE -> Result.RECORDED;
      case RESTRICTED -> Result.FROZEN;
      case PENDING, ERASED -> Result.STRANGER;
    };
  }

  @Override
  void count(Line line, Result result, Outcome outcome) {
    switch (result) {
      case RECORDED -> outcome.countCreated();
      case KNOWN -> outcome.countUnchanged();
      case STRANGER -> outcome.reject(line.source(), stranger());
      case FROZEN -> outcome.reject(line.source(), frozen());
    }
  }

  private static RowRejected stranger() {
    return new RowRejected(
        "external_id", "UNKNOWN_CONTACT", "No contact is known by this: import contacts first.");
  }

  private static RowRejected frozen() {
    return new RowRejected(
        "external_id",
        "RESTRICTED",
        "This contact is frozen at the person’s request (GDPR art. 18).");
  }
}
