package io.reveil.delivery.queue;

import io.micronaut.context.BeanProvider;
import io.reveil.delivery.Letters;
import io.reveil.delivery.Message;
import io.reveil.delivery.MessageIds;
import io.reveil.delivery.MessageState;
import io.reveil.delivery.WaveMail;
import io.reveil.delivery.pace.ProviderGroups;
import io.reveil.delivery.queue.Chunks.Chunk;
import io.reveil.delivery.queue.Messages.Once;
import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.job.Ids;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.NoMail;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The messages of waves. Writing methods join the caller's transaction. */
@Singleton
public final class WaveMessages {
  /** The kind of what waves send; whose {@link Letters} answers to it. */
  private static final String KIND = "WIN_BACK";

  private static final int CHUNK = 1_000;
  private static final int SLICE = 1_000;

  private final Database database;
  private final Messages messages;
  private final Chunks chunks;
  private final Outbox outbox;
  private final Switches switches;
  private final ProviderGroups providers;
  private final MessageIds messageIds;
  /** Looked up when needed: those who hear of outcomes also queue messages. */
  private final BeanProvider<Settling> settling;

  private final Ids ids;
  private final Clock clock;
  private final Clock machine;

  WaveMessages(
      Database database,
      Messages messages,
      Chunks chunks,
      Outbox outbox,
      Switches switches,
      ProviderGroups providers,
      MessageIds messageIds,
      BeanProvider<Settling> settling,
      Ids ids,
      Clock clock,
      @Named("machine") Clock machine) {
    this.database = database;
    this.messages = messages;
    this.chunks = chunks;
    this.outbox = outbox;
    this.switches = switches;
    this.providers = providers;
    this.messageIds = messageIds;
    this.settling = settling;
    this.ids = ids;
    this.clock = clock;
    this.machine = machine;
  }

  /** Queues one slice's mails as messages and chunks, one provider group a chunk. What was queued before stays as it is. */
  public void queue(long waveId, List<WaveMail> mails) {
    Set<Once> queued = existing(mails);
    Map<String, List<Queued>> byGroup = new TreeMap<>();
    mails.stream()
        .sorted(Comparator.comparing(WaveMail::contact))
        .filter(
            mail -> queued.add(new Once(mail.contact().value(), mail.campaignId(), mail.stage())))
        .map(mail -> queued(waveId, mail))
        .forEach(message ->
            byGroup.computeIfAbsent(message.group(), _ -> new ArrayList<>()).add(message));
    byGroup.forEach((group, messages) -> chunk(waveId, group, messages));
  }

  private Set<Once> existing(List<WaveMail> mails) {
    Set<Once> found = new HashSet<>();
    List<Long> campaigns = mails.stream().map(WaveMail::campaignId).distinct().toList();
    for (int from = 0; from < mails.size(); from += SLICE) {
      List<Long> contacts = mails.subList(from, Math.min(mails.size(), from + SLICE)).stream()
          .map(mail -> mail.contact().value())
          .toList();
      campaigns.forEach(campaign -> found.addAll(messages.existing(contacts, campaign)));
    }
    return found;
  }

  private Queued queued(long waveId, WaveMail mail) {
    return new Queued(
        new Message(
            mail.contact(),
            ids.next(),
            KIND,
            mail.campaignId(),
            mail.stage(),
            Optional.of(waveId),
            Optional.of(mail.purpose()),
            mail.template(),
            mail.language(),
            mail.windowEndsAt()),
        providers.of(mail.address()),
        0);
  }

  /** A contact is in a chunk once, since a lane walks a chunk by contact. */
  private void chunk(long waveId, String group, List<Queued> all) {
    List<Queued> chunk = new ArrayList<>();
    for (Queued next : all) {
      boolean again = !chunk.isEmpty()
          && chunk.getLast().message().contact().equals(next.message().contact());
      if (chunk.size() == CHUNK || again) {
        store(waveId, group, chunk);
        chunk = new ArrayList<>();
      }
      chunk.add(next);
    }
    store(waveId, group, chunk);
  }

  private void store(long waveId, String group, List<Queued> chunk) {
    long id = ids.next();
    chunks.insert(id, waveId, group, chunk.size());
    messages.insert(chunk, Optional.of(id), clock.instant());
  }

  /** No group of this wave gets a new intent from now on; mails under way end. */
  public void pause(long waveId) {
    switches.pause(waveId);
  }

  public void resume(long waveId) {
    switches.resume(waveId);
  }

  /**
   * Drops what is open, as STOPPED; a bounded part per call. True while there is more. What a lane holds just now it
   * drops itself: the gate lets nothing of a stopped wave through.
   */
  public boolean stop(long waveId) {
    return database.write(() -> {
      switches.stop(waveId);
      for (Chunk chunk : chunks.unheld(waveId, machine.instant())) {
        if (dropAll(chunk)) {
          return true;
        }
      }
      List<Outbox.Waiting> waiting = outbox.unheld(waveId, machine.instant(), CHUNK);
      waiting.forEach(this::drop);
      return waiting.size() == CHUNK;
    });
  }

  private boolean dropAll(Chunk chunk) {
    if (!chunks.release(chunk, chunk.intentTo(), true)) {
      return false;
    }
    List<Outcome> outcomes = new ArrayList<>();
    messages
        .between(chunk.id(), chunk.settledTo(), chunk.intentTo())
        .forEach(queued -> outcomes.add(new Outcome.InDoubt(queued)));
    messages
        .between(chunk.id(), chunk.intentTo(), Long.MAX_VALUE)
        .forEach(queued -> outcomes.add(new Outcome.Dropped(queued, NoMail.STOPPED)));
    settling.get().settle(outcomes);
    return true;
  }

  private void drop(Outbox.Waiting waiting) {
    if (outbox.remove(waiting)) {
      messages
          .find(waiting.contact(), waiting.message())
          .map(queued -> waiting.meant().isPresent()
              ? new Outcome.InDoubt(queued)
              : new Outcome.Dropped(queued, NoMail.STOPPED))
          .ifPresent(outcome -> settling.get().settle(List.of(outcome)));
    }
  }

  /** Whether no message of the wave waits in a chunk (DEFERRED and HELD finish from the outbox). */
  public boolean isDrained(long waveId) {
    return !chunks.isAnyOpen(waveId);
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
