package io.reveil.delivery.guard;

import io.reveil.delivery.MessageState;
import io.reveil.delivery.ReplyClass;
import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.kernel.ContactId;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The one way of a failure, whether the relay said it at once or a report said it later: it is counted, and what may
 * speak of the address waits to be weighed (B23). Joins the caller's transaction.
 */
@Singleton
public final class Failures {
  private final Database database;
  private final Tallies tallies;
  private final Marks marks;
  private final GuardConfig config;
  private final Clock clock;

  Failures(Database database, Tallies tallies, Marks marks, GuardConfig config, Clock clock) {
    this.database = database;
    this.tallies = tallies;
    this.marks = marks;
    this.config = config;
    this.clock = clock;
  }

  /** What the relay was offered just now. */
  public void offered(List<Offer> offers) {
    Instant now = clock.instant();
    Map<Tallies.Key, Tallies.More> counts = new HashMap<>();
    List<Mark> failed = new ArrayList<>();
    for (Offer offer : offers) {
      Tallies.More one = new Tallies.More(1, "");
      counts.merge(Tallies.Key.offered(offer.group(), now), one, Tallies.More::plus);
      offer.refusedFor().ifPresent(why -> {
        failed.add(new Mark(offer.contact(), offer.message(), offer.group(), why, now));
        counts.merge(
            Tallies.Key.failed(offer.group(), now, why),
            new Tallies.More(1, offer.said()),
            Tallies.More::plus);
      });
    }
    await(failed, now);
    tallies.add(counts);
  }

  /**
   * What a report says of a mail that the relay had taken: a later fact beside SENT, once. False: no such mail left, or it
   * came back before.
   *
   * @param said the words, without an address
   */
  public boolean returned(ContactId contact, long message, ReplyClass replyClass, String said) {
    Instant now = clock.instant();
    Optional<Mark> failed = left(contact, message, replyClass);
    if (failed.isEmpty() || !note(failed.get(), now)) {
      return false;
    }
    await(List.of(failed.get()), now);
    tallies.add(Map.of(
        Tallies.Key.failed(failed.get().group(), failed.get().offeredAt(), replyClass),
        new Tallies.More(1, said)));
    return true;
  }

  /**
   * What a report says of a mail that the relay had taken: a later fact beside SENT. It ends a row of failures, and undoes
   * no failure of the same mail: a server may take it and another give it back.
   */
  public void arrived(ContactId contact, long message) {
    database.update(
        """
        UPDATE message
           SET arrived_at = ?
         WHERE contact_id = ?
           AND message_id = ?
           AND state IN (?, ?)
           AND arrived_at IS NULL
        """, clock.instant(), contact.value(), message, MessageState.SENT, MessageState.UNKNOWN);
  }

  /**
   * What the service that sends our mail says of one that it did not try: the mail came back, which speaks neither of the
   * address nor of a provider.
   */
  public void withheld(ContactId contact, long message) {
    left(contact, message, ReplyClass.BLOCK).ifPresent(mark -> note(mark, clock.instant()));
  }

  private Optional<Mark> left(ContactId contact, long message, ReplyClass replyClass) {
    return database.first(
        """
        SELECT provider_group, settled_at
          FROM message
         WHERE contact_id = ?
           AND message_id = ?
           AND state IN (?, ?)
        """,
        row -> new Mark(
            contact,
            message,
            row.getString("provider_group"),
            replyClass,
            Columns.instant(row, "settled_at")),
        contact.value(),
        message,
        MessageState.SENT,
        MessageState.UNKNOWN);
  }

  private boolean note(Mark failed, Instant now) {
    return database.update(
            """
            UPDATE message
               SET bounced_at = ?,
                   bounce_class = ?
             WHERE contact_id = ?
               AND message_id = ?
               AND bounced_at IS NULL
            """, now, failed.replyClass(), failed.contact().value(), failed.message())
        == 1;
  }

  private void await(List<Mark> failed, Instant now) {
    marks.insert(
        failed.stream().filter(mark -> Mark.isMadeOf(mark.replyClass())).toList(),
        now.plus(config.settle()));
  }
}
