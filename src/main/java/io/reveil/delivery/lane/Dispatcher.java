package io.reveil.delivery.lane;

import io.reveil.delivery.smtp.Relays;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

/** Sends what is due when told to, on the caller's thread; the lanes of a server do it by themselves. */
@Singleton
public final class Dispatcher {
  private final OutboxWork outbox;
  private final ChunkWork chunks;
  private final Relays.Line relay;

  Dispatcher(OutboxWork outbox, ChunkWork chunks, Relays relays) {
    this.outbox = outbox;
    this.chunks = chunks;
    this.relay = relays.line();
  }

  /** A group of single mails and a chunk of a wave, if due. True if there may be more. */
  public synchronized boolean dispatchDue() {
    Worked single = outbox.round(relay);
    Worked wave = chunks.round(relay);
    return isWorthAnother(single) || isWorthAnother(wave);
  }

  private static boolean isWorthAnother(Worked worked) {
    return switch (worked) {
      case SOMETHING, PACED -> true;
      case NOTHING, RELAY_AWAY -> false;
    };
  }

  @PreDestroy
  synchronized void close() {
    relay.close();
  }
}
