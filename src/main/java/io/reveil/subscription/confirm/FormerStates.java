package io.reveil.subscription.confirm;

import io.reveil.consent.suppression.SuppressionReason;
import io.reveil.consent.suppression.Suppressions.Ban;
import io.reveil.contact.Provenance;
import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.kernel.DigestTrail;
import io.reveil.kernel.EmailAddress;
import io.reveil.subscription.request.Request;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The rows of {@code former_state}, {@code filled_gap} and {@code lifted_ban}; they go with their request. */
@Singleton
class FormerStates {
  private final Database database;

  FormerStates(Database database) {
    this.database = database;
  }

  void insert(Request request, FormerState former) {
    long contact = request.contact().value();
    database.update(
        """
        INSERT INTO former_state
               (contact_id, request_id, newcomer, became_source, source_type, source_name, source_at,
                silent_since, exposures, left_address)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        contact,
        request.id(),
        former.newcomer(),
        former.becameSource(),
        former.source().map(Provenance::type),
        former.source().flatMap(Provenance::name),
        former.source().flatMap(Provenance::at),
        former.silentSince(),
        former.exposures(),
        former.left().map(EmailAddress::forSending));
    database.batch(
        "INSERT INTO filled_gap (contact_id, request_id, name, content) VALUES (?, ?, ?, ?)",
        former.filled().entrySet().stream()
            .map(gap -> new Object[] {contact, request.id(), gap.getKey(), gap.getValue()})
            .toList());
    database.batch(
        """
        INSERT INTO lifted_ban (contact_id, request_id, reason, source, since_at)
        VALUES (?, ?, ?, ?, ?)
        """,
        former.bans().stream()
            .map(ban -> new Object[] {
              contact,
              request.id(),
              ban.reason(),
              ban.source().orElseThrow(),
              ban.since().orElseThrow()
            })
            .toList());
  }

  /** The addresses that changes of address left, by request. */
  Map<Long, EmailAddress> left(Collection<Request> requests) {
    if (requests.isEmpty()) {
      return Map.of();
    }
    String marks = Database.marks(requests.size());
    Map<Long, EmailAddress> left = new HashMap<>();
    database
        .list(
            """
            SELECT request_id, left_address
              FROM former_state
             WHERE contact_id IN (%s)
               AND request_id IN (%s)
               AND left_address IS NOT NULL
            """.formatted(marks, marks),
            row -> Map.entry(row.getLong("request_id"), row.getString("left_address")),
            Stream.concat(
                    requests.stream().map(request -> request.contact().value()),
                    requests.stream().map(Request::id))
                .toArray())
        .forEach(row -> EmailAddress.parse(row.getValue())
            .ifPresent(address -> left.put(row.getKey(), address)));
    return left;
  }

  /** Of a change of address that fell with an earlier one nobody has anything to take back. */
  void eraseLeft(Request request) {
    database.update(
        "UPDATE former_state SET left_address = NULL WHERE contact_id = ? AND request_id = ?",
        request.contact().value(),
        request.id());
  }

  /**
   * Takes it away; empty if the request confirmed nothing, or did before such was kept.
   *
   * @param banned the address of the request
   */
  Optional<FormerState> take(Request request, DigestTrail banned) {
    Object[] key = {request.contact().value(), request.id()};
    List<Ban> bans = database.list(
        "SELECT reason, source, since_at FROM lifted_ban WHERE contact_id = ? AND request_id = ?",
        row -> new Ban(
            banned,
            Columns.constant(row, "reason", SuppressionReason.class),
            Optional.of(Columns.instant(row, "since_at")),
            Optional.of(row.getString("source"))),
        key);
    Map<String, String> filled = new HashMap<>();
    database.list(
        "SELECT name, content FROM filled_gap WHERE contact_id = ? AND request_id = ?",
        row -> filled.put(row.getString("name"), row.getString("content")),
        key);
    Optional<FormerState> former = database.first("""
        SELECT newcomer, became_source, source_type, source_name, source_at, silent_since, exposures,
               left_address
          FROM former_state
         WHERE contact_id = ?
           AND request_id = ?
        """, row -> read(row, filled, bans), key);
    database.update("DELETE FROM filled_gap WHERE contact_id = ? AND request_id = ?", key);
    database.update("DELETE FROM lifted_ban WHERE contact_id = ? AND request_id = ?", key);
    database.update("DELETE FROM former_state WHERE contact_id = ? AND request_id = ?", key);
    return former;
  }

  private static FormerState read(ResultSet row, Map<String, String> filled, List<Ban> bans)
      throws SQLException {
    Optional<String> name = Columns.optionalText(row, "source_name");
    var at = Columns.optionalInstant(row, "source_at");
    return new FormerState(
        row.getBoolean("newcomer"),
        row.getBoolean("became_source"),
        Columns.optionalConstant(row, "source_type", Provenance.Type.class)
            .map(type -> new Provenance(type, name, at)),
        Columns.date(row, "silent_since"),
        row.getInt("exposures"),
        Columns.optionalText(row, "left_address").flatMap(EmailAddress::parse),
        filled,
        bans);
  }
}
