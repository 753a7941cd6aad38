package io.reveil.subscription.request;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.reveil.consent.wording.NoticeRef;
import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.Language;
import io.reveil.kernel.Purpose;
import jakarta.inject.Singleton;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The requests, with their purposes and what was typed. */
@Singleton
public class Requests {
  private static final String SELECT = """
      SELECT contact_id, request_id, state, form_id, page_url, language, doi_message_id,
             created_at, expires_at, forget_at, settled_at
        FROM subscription_request
      """;

  private final Database database;

  Requests(Database database) {
    this.database = database;
  }

  public void insert(Request request, Map<String, String> typed) {
    long contact = request.contact().value();
    database.update(
        """
        INSERT INTO subscription_request
               (contact_id, request_id, state, form_id, page_url, language, doi_message_id,
                created_at, expires_at, forget_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        contact,
        request.id(),
        request.state(),
        request.formId(),
        request.page().toString(),
        request.language().tag(),
        request.doiMessage(),
        request.createdAt(),
        request.expiresAt(),
        request.forgetAt());
    database.batch(
        """
        INSERT INTO requested_purpose
               (contact_id, request_id, purpose, notice_key, notice_version, notice_sha256)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
        request.purposes().stream()
            .map(asked -> new Object[] {
              contact,
              request.id(),
              asked.purpose().id(),
              asked.notice().key(),
              asked.notice().version(),
              asked.notice().sha256()
            })
            .toList());
    database.batch(
        "INSERT INTO typed_field (contact_id, request_id, name, content) VALUES (?, ?, ?, ?)",
        typed.entrySet().stream()
            .map(field -> new Object[] {contact, request.id(), field.getKey(), field.getValue()})
            .toList());
  }

  public Optional<Request> find(ContactId contact, long id) {
    return whole(database.list(
            SELECT + " WHERE contact_id = ? AND request_id = ?",
            Requests::row,
            contact.value(),
            id))
        .stream()
        .findFirst();
  }

  /** All of one contact, latest first. */
  public List<Request> list(ContactId contact) {
    return whole(database.list(
        SELECT + " WHERE contact_id = ? ORDER BY created_at DESC, request_id DESC",
        Requests::row,
        contact.value()));
  }

  /** Those with these ids; two statements, whatever the number. */
  List<Request> list(Collection<ContactId> contacts, Collection<Long> ids) {
    if (contacts.isEmpty() || ids.isEmpty()) {
      return List.of();
    }
    Object[] values =
        Stream.concat(contacts.stream().map(ContactId::value), ids.stream()).toArray();
    return whole(database.list(
        SELECT
            + " WHERE contact_id IN (" + Database.marks(contacts.size())
            + ") AND request_id IN (" + Database.marks(ids.size()) + ")",
        Requests::row,
        values));
  }

  /** Those that wait although their time is over, the oldest first. */
  List<Request> listOverdue(Instant now, int limit) {
    return whole(database.list(
        SELECT + " WHERE state = 'PENDING' AND expires_at <= ? ORDER BY expires_at LIMIT ?",
        Requests::row,
        now,
        limit));
  }

  /** Those of which nothing may be left. */
  List<Request> listForgettable(Instant now, int limit) {
    return whole(database.list(
        SELECT + " WHERE forget_at <= ? ORDER BY forget_at LIMIT ?", Requests::row, now, limit));
  }

  /** Those whose reminder is due, the oldest first. */
  List<Request> listToRemind(Instant now, int limit) {
    return whole(database.list(
        SELECT + " WHERE state = 'PENDING' AND remind_at <= ? ORDER BY remind_at LIMIT ?",
        Requests::row,
        now,
        limit));
  }

  /** Has a request that still waits reminded of later. */
  void remindAt(Request request, Instant at) {
    database.update("""
        UPDATE subscription_request
           SET remind_at = ?
         WHERE contact_id = ?
           AND request_id = ?
           AND state = 'PENDING'
        """, at, request.contact().value(), request.id());
  }

  /** Takes its reminder from a request that still waits. True: this call did it, and nobody else will. */
  boolean takeReminder(Request request) {
    return database.update("""
            UPDATE subscription_request
               SET remind_at = NULL
             WHERE contact_id = ?
               AND request_id = ?
               AND state = 'PENDING'
               AND remind_at IS NOT NULL
            """, request.contact().value(), request.id()) == 1;
  }

  /** From the state in which it was read. True: this call did it; false: it was left before, or may not be so. */
  public boolean settle(Request request, RequestState next, Instant at) {
    return request.state().mayBecome(next)
        && database.update("""
            UPDATE subscription_request
               SET state = ?,
                   settled_at = ?
             WHERE contact_id = ?
               AND request_id = ?
               AND state = ?
            """, next, at, request.contact().value(), request.id(), request.state())
            == 1;
  }

  /** What was typed into the form of this request, by field; gone once it is confirmed or has expired. */
  public Map<String, String> typed(Request request) {
    Map<String, String> typed = new LinkedHashMap<>();
    database
        .list(
            """
            SELECT name, content
              FROM typed_field
             WHERE contact_id = ?
               AND request_id = ?
             ORDER BY name
            """,
            row -> Map.entry(row.getString("name"), row.getString("content")),
            request.contact().value(),
            request.id())
        .forEach(field -> typed.put(field.getKey(), field.getValue()));
    return typed;
  }

  public void eraseTyped(Request request) {
    database.update(
        "DELETE FROM typed_field WHERE contact_id = ? AND request_id = ?",
        request.contact().value(),
        request.id());
  }

  void delete(Request request) {
    eraseTyped(request);
    for (String statement : List.of(
        "DELETE FROM requested_purpose WHERE contact_id = ? AND request_id = ?",
        "DELETE FROM subscription_request WHERE contact_id = ? AND request_id = ?")) {
      database.update(statement, request.contact().value(), request.id());
    }
  }

  private List<Request> whole(List<Request> bare) {
    if (bare.isEmpty()) {
      return bare;
    }
    Map<Long, Language> languages = new LinkedHashMap<>();
    bare.forEach(request -> languages.put(request.id(), request.language()));
    Map<Long, List<Request.Asked>> asked = asked(bare, languages);
    List<Request> whole = new ArrayList<>();
    for (Request request : bare) {
      whole.add(new Request(
          request.contact(),
          request.id(),
          request.state(),
          request.formId(),
          request.page(),
          request.language(),
          asked.getOrDefault(request.id(), List.of()),
          request.doiMessage(),
          request.createdAt(),
          request.expiresAt(),
          request.forgetAt(),
          request.settledAt()));
    }
    return whole;
  }

  private Map<Long, List<Request.Asked>> asked(List<Request> bare, Map<Long, Language> languages) {
    return database
        .list(
            """
            SELECT request_id, purpose, notice_key, notice_version, notice_sha256
              FROM requested_purpose
             WHERE contact_id IN (%s)
               AND request_id IN (%s)
             ORDER BY purpose
            """.formatted(Database.marks(bare.size()), Database.marks(bare.size())),
            row -> Map.entry(
                row.getLong("request_id"),
                asked(row, languages.getOrDefault(row.getLong("request_id"), Language.FR))),
            Stream.concat(
                    bare.stream().map(request -> request.contact().value()),
                    bare.stream().map(Request::id))
                .toArray())
        .stream()
        .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
  }

  private static Request.Asked asked(ResultSet row, Language language) throws SQLException {
    return new Request.Asked(
        new Purpose(row.getString("purpose")),
        new NoticeRef(
            row.getString("notice_key"),
            row.getInt("notice_version"),
            language,
            row.getString("notice_sha256")));
  }

  private static Request row(ResultSet row) throws SQLException {
    return new Request(
        new ContactId(row.getLong("contact_id")),
        row.getLong("request_id"),
        Columns.constant(row, "state", RequestState.class),
        row.getString("form_id"),
        URI.create(row.getString("page_url")),
        Language.of(row.getString("language")).orElseThrow(),
        List.of(),
        row.getLong("doi_message_id"),
        Columns.instant(row, "created_at"),
        Columns.instant(row, "expires_at"),
        Columns.instant(row, "forget_at"),
        Columns.optionalInstant(row, "settled_at"));
  }
}
