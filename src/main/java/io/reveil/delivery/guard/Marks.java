package io.reveil.delivery.guard;

import io.reveil.delivery.ReplyClass;
import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.kernel.ContactId;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** The rows of {@code pending_mark}. All join the caller's transaction. */
@Singleton
class Marks {
  private final Database database;

  Marks(Database database) {
    this.database = database;
  }

  void insert(Collection<Mark> marks, Instant due) {
    database.batch(
        """
        INSERT INTO pending_mark (contact_id, message_id, provider_group, reply_class, offered_at, due_at)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
        marks.stream()
            .map(mark -> new Object[] {
              mark.contact().value(),
              mark.message(),
              mark.group(),
              mark.replyClass(),
              mark.offeredAt(),
              due
            })
            .toList());
  }

  List<Mark> due(Instant now, int limit) {
    return database.list(
        """
        SELECT contact_id, message_id, provider_group, reply_class, offered_at
          FROM pending_mark
         WHERE due_at <= ?
         ORDER BY due_at, contact_id
         LIMIT ?
        """,
        row -> new Mark(
            new ContactId(row.getLong("contact_id")),
            row.getLong("message_id"),
            row.getString("provider_group"),
            Columns.constant(row, "reply_class", ReplyClass.class),
            Columns.instant(row, "offered_at")),
        now,
        limit);
  }

  /** False: somebody else weighed it, or the person was erased. */
  boolean remove(Mark mark) {
    return database.update(
            "DELETE FROM pending_mark WHERE contact_id = ? AND message_id = ?",
            mark.contact().value(),
            mark.message())
        == 1;
  }

  void postpone(Collection<Mark> marks, Instant due) {
    database.batch(
        "UPDATE pending_mark SET due_at = ? WHERE contact_id = ? AND message_id = ?",
        marks.stream()
            .map(mark -> new Object[] {due, mark.contact().value(), mark.message()})
            .toList());
  }

  /** How many wait, at rest. */
  long waiting(String group) {
    return database
        .first(
            "SELECT COUNT(*) FROM pending_mark WHERE provider_group = ?",
            row -> row.getLong(1),
            group)
        .orElse(0L);
  }
}
