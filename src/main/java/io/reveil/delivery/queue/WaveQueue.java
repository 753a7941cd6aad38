package io.reveil.delivery.queue;

import io.reveil.delivery.Message;
import io.reveil.delivery.WaveMail;
import io.reveil.delivery.pace.ProviderGroups;
import io.reveil.delivery.queue.Messages.Once;
import io.reveil.job.Ids;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Where waves queue their mails. Joins the caller's transaction. */
@Singleton
public final class WaveQueue {
  private static final int CHUNK = 1_000;
  private static final int SLICE = 1_000;

  private final Messages messages;
  private final Chunks chunks;
  private final ProviderGroups providers;
  private final Ids ids;
  private final Clock clock;

  WaveQueue(Messages messages, Chunks chunks, ProviderGroups providers, Ids ids, Clock clock) {
    this.messages = messages;
    this.chunks = chunks;
    this.providers = providers;
    this.ids = ids;
    this.clock = clock;
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
            mail.kind(),
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
}
