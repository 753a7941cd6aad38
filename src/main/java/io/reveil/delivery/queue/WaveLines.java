package io.reveil.delivery.queue;

import io.reveil.delivery.MessageIds;
import io.reveil.delivery.MessageState;
import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.kernel.ContactId;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The messages of waves one by one: whom they went to, and who followed a link of theirs. */
@Singleton
public final class WaveLines {
  private final Database database;
  private final MessageIds messageIds;

  WaveLines(Database database, MessageIds messageIds) {
    this.database = database;
    this.messageIds = messageIds;
  }

  /** That a person followed a link of a mail. */
  public record Followed(ContactId contact, long messageId, Instant at) {}

  /** Notes on mails of waves that a person followed a link of theirs; the first time counts. In the caller's transaction. */
  public void recordClicks(Collection<Followed> clicks) {
    database.batch(
        """
        UPDATE message
           SET clicked_at = ?
         WHERE contact_id = ?
           AND message_id = ?
           AND wave_id IS NOT NULL
           AND clicked_at IS NULL
        """,
        clicks.stream()
            .sorted(Comparator.comparing(Followed::contact).thenComparing(Followed::at))
            .map(click -> new Object[] {click.at(), click.contact().value(), click.messageId()})
            .toList());
  }

  /** A page of a wave's messages in contact order, after this contact. */
  public List<Line> list(long waveId, Optional<MessageState> state, long afterContact, int limit) {
    List<Object> values = new ArrayList<>(List.of(waveId, afterContact));
    state.ifPresent(values::add);
    values.add(limit);
    return database.list(
        """
        SELECT contact_id, message_id, step, state, reason, smtp_code
          FROM message
         WHERE wave_id = ?
           AND contact_id > ?
        """ + (state.isPresent() ? "   AND state = ?\n" : "") + " ORDER BY contact_id\n LIMIT ?",
        row -> new Line(
            row.getLong("contact_id"),
            row.getString("step"),
            messageIds.of(new ContactId(row.getLong("contact_id")), row.getLong("message_id")),
            Columns.constant(row, "state", MessageState.class),
            Columns.optionalText(row, "reason"),
            Columns.optionalText(row, "smtp_code")),
        values.toArray());
  }

  /** A message as {@code wave messages} lists it. */
  public record Line(
      long contactId,
      String stage,
      String messageId,
      MessageState state,
      Optional<String> reason,
      Optional<String> smtpCode) {}
}
