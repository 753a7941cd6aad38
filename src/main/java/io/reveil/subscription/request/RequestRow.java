package io.reveil.subscription.request;

import io.reveil.consent.Doorway;
import io.reveil.job.Columns;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Language;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** A request as its row holds it, without its purposes. */
final class RequestRow {
  static final String SELECT = """
      SELECT contact_id, request_id, state, form_id, door, page_url, language, moves_to, moves_from,
             doi_message_id, created_at, first_asked_at, expires_at, forget_at, settled_at
        FROM subscription_request
      """;

  private RequestRow() {}

  private static Optional<Move> move(ResultSet row) throws SQLException {
    Optional<Move> to =
        Columns.optionalText(row, "moves_to").flatMap(EmailAddress::parse).map(Move.To::new);
    Optional<Long> former = Columns.optionalLong(row, "moves_from");
    return to.or(() -> former.map(ContactId::new).map(Move.From::new));
  }

  static Request read(ResultSet row) throws SQLException {
    return new Request(
        new ContactId(row.getLong("contact_id")),
        row.getLong("request_id"),
        Columns.constant(row, "state", RequestState.class),
        row.getString("form_id"),
        new Doorway(
            Columns.constant(row, "door", Doorway.Door.class),
            Columns.optionalText(row, "page_url").map(URI::create)),
        Language.of(row.getString("language")).orElseThrow(),
        List.of(),
        List.of(),
        move(row),
        row.getLong("doi_message_id"),
        Columns.instant(row, "created_at"),
        Columns.optionalInstant(row, "first_asked_at"),
        Columns.instant(row, "expires_at"),
        Columns.instant(row, "forget_at"),
        Columns.optionalInstant(row, "settled_at"));
  }
}
