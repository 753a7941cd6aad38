package io.reveil.subscription.request;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.reveil.consent.wording.NoticeRef;
import io.reveil.job.Database;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
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
  private final Database database;

  Requests(Database database) {
    this.database = database;
  }

  public void insert(Request request, Map<String, String> typed) {
    long contact = request.contact().value();
    database.update(
        """
        INSERT INTO subscription_request
               (contact_id, request_id, state, form_id, door, page_url, language, moves_to, moves_from,
                doi_message_id, created_at, first_asked_at, expires_at, forget_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        contact,
        request.id(),
        request.state(),
        request.formId(),
        request.doorway().door(),
        request.doorway().page().map(URI::toString),
        request.language().tag(),
        request.wanted().map(EmailAddress::forSending),
        request
            .move()
            .map(move -> move instanceof Move.From from ? from.former().value() : null),
        request.doiMessage(),
        request.createdAt(),
        request.firstAskedAt(),
        request.expiresAt(),
        request.forgetAt());
    database.batch(
        """
        INSERT INTO requested_purpose
               (contact_id, request_id, purpose, ticked, notice_key, notice_version, notice_sha256)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        Stream.concat(
                request.purposes().stream().map(box -> row(request, box, true)),
                request.left().stream().map(box -> row(request, box, false)))
            .toList());
    database.batch(
        "INSERT INTO typed_field (contact_id, request_id, name, content) VALUES (?, ?, ?, ?)",
        typed.entrySet().stream()
            .map(field -> new Object[] {contact, request.id(), field.getKey(), field.getValue()})
            .toList());
  }

  private static Object[] row(Request request, Request.Asked box, boolean ticked) {
    return new Object[] {
      request.contact().value(),
      request.id(),
      box.purpose().id(),
      ticked,
      box.notice().key(),
      box.notice().version(),
      box.notice().sha256()
    };
  }

  public Optional<Request> find(ContactId contact, long id) {
    return whole(database.list(
            RequestRow.SELECT + " WHERE contact_id = ? AND request_id = ?",
            RequestRow::read,
            contact.value(),
            id))
        .stream()
        .findFirst();
  }

  /** All of one contact, latest first. */
  public List<Request> list(ContactId contact) {
    return whole(database.list(
        RequestRow.SELECT + " WHERE contact_id = ? ORDER BY created_at DESC, request_id DESC",
        RequestRow::read,
        contact.value()));
  }

  /** As {@link #list(ContactId)}, and those by which somebody else would get this one's letters (A43). */
  List<Request> listAbout(ContactId person) {
    return whole(database.list(
        RequestRow.SELECT
            + " WHERE contact_id = ? OR moves_from = ? ORDER BY created_at DESC, request_id DESC",
        RequestRow::read,
        person.value(),
        person.value()));
  }

  /** Those with these ids; two statements, whatever the number. */
  List<Request> list(Collection<ContactId> contacts, Collection<Long> ids) {
    if (contacts.isEmpty() || ids.isEmpty()) {
      return List.of();
    }
    Object[] values =
        Stream.concat(contacts.stream().map(ContactId::value), ids.stream()).toArray();
    return whole(database.list(
        RequestRow.SELECT
            + " WHERE contact_id IN (" + Database.marks(contacts.size())
            + ") AND request_id IN (" + Database.marks(ids.size()) + ")",
        RequestRow::read,
        values));
  }

  /** Those with these ids that are about letters of these people, also where somebody else was asked (A43). */
  public List<Request> listMoves(Collection<ContactId> movers, Collection<Long> ids) {
    String people = Database.marks(movers.size());
    Object[] values = Stream.of(movers, movers)
        .flatMap(Collection::stream)
        .map(ContactId::value)
        .toArray();
    return whole(database.list(
        RequestRow.SELECT
            + " WHERE (contact_id IN (" + people
            + ") OR moves_from IN (" + people
            + ")) AND request_id IN (" + Database.marks(ids.size()) + ")",
        RequestRow::read,
        Stream.concat(Stream.of(values), ids.stream()).toArray()));
  }

  /** All changes of address of this person that name one still, also where somebody else was asked (A43). */
  public List<Request> listMoves(ContactId mover) {
    return whole(database.list(
            RequestRow.SELECT + " WHERE contact_id = ? OR moves_from = ?",
            RequestRow::read,
            mover.value(),
            mover.value()))
        .stream()
        .filter(request -> request.mover().equals(Optional.of(mover)))
        .toList();
  }

  /** Those that wait although their time is over, the oldest first. */
  List<Request> listOverdue(Instant now, int limit) {
    return whole(database.list(
        RequestRow.SELECT
            + " WHERE state = 'PENDING' AND expires_at <= ? ORDER BY expires_at LIMIT ?",
        RequestRow::read,
        now,
        limit));
  }

  /** Those of which nothing may be left. */
  List<Request> listForgettable(Instant now, int limit) {
    return whole(database.list(
        RequestRow.SELECT + " WHERE forget_at <= ? ORDER BY forget_at LIMIT ?",
        RequestRow::read,
        now,
        limit));
  }

  /** Those whose reminder is due, the oldest first. */
  List<Request> listToRemind(Instant now, int limit) {
    return whole(database.list(
        RequestRow.SELECT
            + " WHERE state = 'PENDING' AND remind_at <= ? ORDER BY remind_at LIMIT ?",
        RequestRow::read,
        now,
        limit));
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

  /** Those by which this address would become somebody's, however it was typed. */
  public List<Request> listWanting(EmailAddress address) {
    return whole(database.list(
            RequestRow.SELECT + " WHERE LOWER(moves_to) = ?", RequestRow::read, address.key()))
        .stream()
        .filter(request -> request.wanted().equals(Optional.of(address)))
        .toList();
  }

  /** What waits of the person, and any change of address that somebody else would have to confirm, waits no more. */
  public void supersede(ContactId person, Instant at) {
    listAbout(person).forEach(earlier -> {
      if (settle(earlier, RequestState.SUPERSEDED, at)) {
        eraseTyped(earlier);
      }
    });
  }

  /** The owner of the address wants to hear no more: it waits nowhere. */
  public void eraseMove(Request request) {
    database.update(
        "UPDATE subscription_request SET moves_to = NULL WHERE contact_id = ? AND request_id = ?",
        request.contact().value(),
        request.id());
  }

  void delete(Request request) {
    eraseTyped(request);
    for (String statement : List.of(
        "DELETE FROM requested_purpose WHERE contact_id = ? AND request_id = ?",
        "DELETE FROM lifted_ban WHERE contact_id = ? AND request_id = ?",
        "DELETE FROM filled_gap WHERE contact_id = ? AND request_id = ?",
        "DELETE FROM former_state WHERE contact_id = ? AND request_id = ?",
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
    Map<Long, List<Box>> boxes = boxes(bare, languages);
    List<Request> whole = new ArrayList<>();
    for (Request request : bare) {
      whole.add(new Request(
          request.contact(),
          request.id(),
          request.state(),
          request.formId(),
          request.doorway(),
          request.language(),
          boxes(boxes, request, true),
          boxes(boxes, request, false),
          request.move(),
          request.doiMessage(),
          request.createdAt(),
          request.firstAskedAt(),
          request.expiresAt(),
          request.forgetAt(),
          request.settledAt()));
    }
    return whole;
  }

  private record Box(boolean ticked, Request.Asked asked) {}

  private static List<Request.Asked> boxes(
      Map<Long, List<Box>> boxes, Request request, boolean ticked) {
    return boxes.getOrDefault(request.id(), List.of()).stream()
        .filter(box -> box.ticked() == ticked)
        .map(Box::asked)
        .toList();
  }

  private Map<Long, List<Box>> boxes(List<Request> bare, Map<Long, Language> languages) {
    return database
        .list(
            """
            SELECT request_id, purpose, ticked, notice_key, notice_version, notice_sha256
              FROM requested_purpose
             WHERE contact_id IN (%s)
               AND request_id IN (%s)
             ORDER BY purpose
            """.formatted(Database.marks(bare.size()), Database.marks(bare.size())),
            row -> Map.entry(
                row.getLong("request_id"),
                new Box(
                    row.getBoolean("ticked"),
                    asked(row, languages.getOrDefault(row.getLong("request_id"), Language.FR)))),
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
}
