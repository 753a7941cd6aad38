package io.reveil.consent.proof;

import io.reveil.consent.ConsentState;
import io.reveil.consent.suppression.WrittenDigests;
import io.reveil.consent.wording.Purposes;
import io.reveil.contact.Contact;
import io.reveil.contact.Contacts;
import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.Purpose;
import io.reveil.key.AddressDigests;
import io.reveil.web.Csv;
import io.reveil.web.PagedText;
import jakarta.inject.Singleton;
import java.io.InputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who left or refused which purpose, or on what nobody may be written to since it was found invalid, as CSV that {@code
 * import suppressions} takes again: what a backup from before does not know. People are named by our own number and the
 * keyed digest of their address, which mean something here only (A49).
 */
@Singleton
class WithdrawalsCsv {
  private static final String HEAD = "contact,digest,channel,purpose,since,because\n";
  private static final int PAGE = 1_000;

  private final Database database;
  private final Contacts contacts;
  private final Purposes purposes;
  private final AddressDigests digests;
  private final WrittenDigests written;

  WithdrawalsCsv(
      Database database,
      Contacts contacts,
      Purposes purposes,
      AddressDigests digests,
      WrittenDigests written) {
    this.database = database;
    this.contacts = contacts;
    this.purposes = purposes;
    this.digests = digests;
    this.written = written;
  }

  /** @param because INVALIDATED, where it was not the person; else empty */
  private record Line(
      ContactId contact,
      String channel,
      String purpose,
      ConsentState state,
      Instant since,
      Optional<String> because) {
    static final Line BEFORE_ALL = new Line(
        new ContactId(Long.MIN_VALUE), "", "", ConsentState.NONE, Instant.EPOCH, Optional.empty());

    boolean isWithdrawn() {
      return state == ConsentState.WITHDRAWN && because.isEmpty();
    }

    static Line read(ResultSet row) throws SQLException {
      return new Line(
          new ContactId(row.getLong("contact_id")),
          row.getString("channel"),
          row.getString("purpose"),
          Columns.constant(row, "state", ConsentState.class),
          Columns.instant(row, "since_at"),
          Columns.optionalText(row, "gap"));
    }
  }

  /** @param since only what was recorded from then on, whenever it was said */
  InputStream of(Instant since) {
    written.demandAll();
    return PagedText.<Line>of(
        HEAD, last -> listAfter(last.orElse(Line.BEFORE_ALL), since), this::text);
  }

  private String text(List<Line> lines) {
    Map<ContactId, Contact> known =
        contacts.list(lines.stream().map(Line::contact).distinct().toList());
    return lines.stream()
        .map(line -> Csv.harmlessLine(List.of(
            line.contact().toString(),
            isOfWhoLeft(line) ? digest(known.get(line.contact())) : "",
            line.channel(),
            line.purpose(),
            line.since().toString(),
            line.because().orElse(""))))
        .collect(Collectors.joining());
  }

  /**
   * Who refuses one thing, is measured no more, or is found to have agreed to nothing, has not left: their address is not
   * told (A36).
   */
  private boolean isOfWhoLeft(Line line) {
    return line.isWithdrawn() && !purposes.isMeasuring(new Purpose(line.purpose()));
  }

  private String digest(@Nullable Contact contact) {
    return Optional.ofNullable(contact)
        .flatMap(Contact::email)
        .map(address -> written.write(digests.of(address).newest()))
        .orElse("");
  }

  /** A later act that changed nothing counts as the withdrawal: too much is told rather than too little. */
  private List<Line> listAfter(Line last, Instant since) {
    return database.list(
        """
        SELECT f.contact_id, f.channel, f.purpose, f.state, f.since_at, f.gap
          FROM current_consent f
          JOIN consent_subject s ON s.contact_id = f.contact_id
          JOIN consent_event e ON e.subject_ref = s.subject_ref AND e.event_id = f.event_id
         WHERE f.contact_id >= ?
           AND (f.contact_id > ? OR f.channel > ? OR (f.channel = ? AND f.purpose > ?))
           AND (f.state IN ('WITHDRAWN', 'REFUSED') OR f.gap = 'INVALIDATED')
           AND e.recorded_at >= ?
         ORDER BY f.contact_id, f.channel, f.purpose
         LIMIT ?
        """,
        Line::read,
        last.contact().value(),
        last.contact().value(),
        last.channel(),
        last.channel(),
        last.purpose(),
        since,
        PAGE);
  }
}
