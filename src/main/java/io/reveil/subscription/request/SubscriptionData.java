package io.reveil.subscription.request;

import io.reveil.contact.Contact;
import io.reveil.contact.Contacts;
import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.PersonalData;
import io.reveil.kernel.Subject;
import io.reveil.key.AddressDigests;
import io.reveil.subscription.NamedAddresses;
import io.reveil.subscription.limit.DoiSendings;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The requests of a person, and how many DOI mails the address had. */
@Singleton
class SubscriptionData implements PersonalData {
  private final Database database;
  private final Requests requests;
  private final ReminderDates dates;
  private final DoiSendings sendings;
  private final NamedAddresses named;
  private final Contacts contacts;
  private final AddressDigests digests;

  SubscriptionData(
      Database database,
      Requests requests,
      ReminderDates dates,
      DoiSendings sendings,
      NamedAddresses named,
      Contacts contacts,
      AddressDigests digests) {
    this.database = database;
    this.requests = requests;
    this.dates = dates;
    this.sendings = sendings;
    this.named = named;
    this.contacts = contacts;
    this.digests = digests;
  }

  @Override
  public String section() {
    return "subscription";
  }

  @Override
  public Object export(Subject subject) {
    return Map.of(
        "requests",
        requestsOf(subject).stream().map(this::export).toList(),
        "confirmationMailsAt",
        address(subject).map(digests::of).map(sendings::list).orElse(List.of()).stream()
            .map(Instant::toString)
            .toList(),
        "otherAddressNamedAt",
        contact(subject).map(named::list).orElse(List.of()).stream()
            .map(Instant::toString)
            .toList());
  }

  private Map<String, Object> export(Request request) {
    Map<String, Object> exported = new LinkedHashMap<>();
    exported.put("state", request.state().name());
    exported.put("form", request.formId());
    exported.put("door", request.doorway().door().name());
    request.doorway().page().ifPresent(page -> exported.put("page", page.toString()));
    request.doorway().saidBy().ifPresent(who -> exported.put("pageSaidBy", who));
    exported.put("language", request.language().tag());
    exported.put(
        "purposes",
        request.purposes().stream().map(asked -> asked.purpose().id()).toList());
    exported.put(
        "leftEmpty", request.left().stream().map(asked -> asked.purpose().id()).toList());
    request.move().ifPresent(move -> {
      switch (move) {
        case Move.To(EmailAddress address) -> exported.put("newAddress", address.forSending());
        case Move.From(ContactId former) -> exported.put("addressOfContact", former.toString());
      }
    });
    beforeConfirmed(request).ifPresent(before -> exported.put("beforeConfirmed", before));
    exported.put("typed", requests.typed(request));
    exported.put("requestedAt", request.createdAt().toString());
    request.firstAskedAt().ifPresent(at -> exported.put("firstAskedAt", at.toString()));
    exported.put("expiresAt", request.expiresAt().toString());
    request.settledAt().ifPresent(at -> exported.put("settledAt", at.toString()));
    dates.find(request).ifPresent(at -> exported.put("remindAt", at.toString()));
    return exported;
  }

  private Optional<Map<String, Object>> beforeConfirmed(Request request) {
    Object[] key = {request.contact().value(), request.id()};
    return database.first("""
        SELECT newcomer, became_source, source_type, source_name, source_at, silent_since, exposures,
               left_address
          FROM former_state
         WHERE contact_id = ?
           AND request_id = ?
        """, row -> beforeConfirmed(row, filled(key), lifted(key)), key);
  }

  private static Map<String, Object> beforeConfirmed(
      ResultSet row, List<Map<String, String>> filled, List<Map<String, String>> lifted)
      throws SQLException {
    Map<String, Object> before = new LinkedHashMap<>();
    before.put("wasUnknown", row.getBoolean("newcomer"));
    before.put("dataWereFromElsewhere", row.getBoolean("became_source"));
    Columns.optionalText(row, "source_type").ifPresent(type -> before.put("source", type));
    Columns.optionalText(row, "source_name").ifPresent(name -> before.put("sourceName", name));
    Columns.optionalInstant(row, "source_at")
        .ifPresent(at -> before.put("sourceAt", at.toString()));
    before.put("silentSince", Columns.date(row, "silent_since").toString());
    before.put("mailsSinceThen", row.getInt("exposures"));
    Columns.optionalText(row, "left_address")
        .ifPresent(address -> before.put("formerAddress", address));
    before.put("filledIn", filled);
    before.put("suppressed", lifted);
    return before;
  }

  private List<Map<String, String>> filled(Object... key) {
    return database.list(
        """
        SELECT name, content
          FROM filled_gap
         WHERE contact_id = ?
           AND request_id = ?
         ORDER BY name
        """, row -> Map.of("field", row.getString("name"), "typed", row.getString("content")), key);
  }

  private List<Map<String, String>> lifted(Object... key) {
    return database.list(
        """
        SELECT reason, source, since_at
          FROM lifted_ban
         WHERE contact_id = ?
           AND request_id = ?
         ORDER BY reason
        """,
        row -> Map.of(
            "reason", row.getString("reason"),
            "source", row.getString("source"),
            "since", Columns.instant(row, "since_at").toString()),
        key);
  }

  private Optional<EmailAddress> address(Subject subject) {
    return subject
        .address()
        .or(() -> subject.contact().flatMap(contacts::find).flatMap(Contact::email));
  }

  @Override
  public int erase(Subject subject) {
    return database.write(() -> {
      List<Request> theirs = requestsOf(subject);
      theirs.forEach(requests::delete);
      int left = eraseLeft(subject);
      int counted = subject.address().map(digests::of).map(sendings::erase).orElse(0);
      int moves = contact(subject).map(named::erase).orElse(0);
      return theirs.size() + counted + moves + left;
    });
  }

  /**
   * An address that somebody left stands beside the request that led away from it, which may be another contact's, until
   * that is forgotten.
   */
  private int eraseLeft(Subject subject) {
    List<Object[]> found = new ArrayList<>();
    subject
        .address()
        .ifPresent(address -> database
            .list(
                "SELECT contact_id, request_id, left_address FROM former_state WHERE LOWER(left_address) = ?",
                row -> Map.entry(row.getString("left_address"), key(row)),
                address.key())
            .stream()
            .filter(row -> EmailAddress.parse(row.getKey()).equals(Optional.of(address)))
            .forEach(row -> found.add(row.getValue())));
    subject
        .contact()
        .ifPresent(former -> found.addAll(database.list(
            "SELECT contact_id, request_id FROM subscription_request WHERE moves_from = ?",
            SubscriptionData::key,
            former.value())));
    return IntStream.of(database.batch("""
            UPDATE former_state
               SET left_address = NULL
             WHERE contact_id = ?
               AND request_id = ?
               AND left_address IS NOT NULL
            """, found)).sum();
  }

  private static Object[] key(ResultSet row) throws SQLException {
    return new Object[] {row.getLong("contact_id"), row.getLong("request_id")};
  }

  private List<Request> requestsOf(Subject subject) {
    return Stream.concat(
            contact(subject).stream().flatMap(person -> requests.list(person).stream()),
            subject.address().stream().flatMap(address -> requests.listWanting(address).stream()))
        .distinct()
        .toList();
  }

  private Optional<ContactId> contact(Subject subject) {
    return subject.contact().or(() -> subject.address().flatMap(contacts::find).map(Contact::id));
  }
}
