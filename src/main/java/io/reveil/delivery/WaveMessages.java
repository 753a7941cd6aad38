package io.reveil.delivery;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The messages of waves. Writing methods join the caller's transaction. */
@Singleton
public final class WaveMessages {
  WaveMessages() {}

  /** Queues one slice's mails as messages and chunks, one provider group a chunk. */
  public void queue(long waveId, List<WaveMail> mails) {
    throw new UnsupportedOperationException();
  }

  /** No group of this wave gets a new intent from now on; mails under way end. */
  public void pause(long waveId) {
    throw new UnsupportedOperationException();
  }

  public void resume(long waveId) {
    throw new UnsupportedOperationException();
  }

  /** Drops what is open, as STOPPED; a bounded part per call. True while there is more. */
  public boolean stop(long waveId) {
    throw new UnsupportedOperationException();
  }

  /** Whether no message of the wave waits in a chunk (DEFERRED and HELD finish from the outbox). */
  public boolean isDrained(long waveId) {
    throw new UnsupportedOperationException();
  }

  /** Counts by state, counted by SQL at rest. */
  public Counts counts(long waveId) {
    throw new UnsupportedOperationException();
  }

  /** A page of a wave's messages in contact order, after this contact. */
  public List<Line> list(long waveId, Optional<MessageState> state, long afterContact, int limit) {
    throw new UnsupportedOperationException();
  }

  /** planned = sent + failed + unknown + open + the sum of dropped. */
  public record Counts(
      long planned,
      long sent,
      long failed,
      long unknown,
      long open,
      Map<String, Long> dropped,
      long stayed,
      long unsubscribed) {}

  /** A message as {@code wave messages} lists it. */
  public record Line(
      long contactId,
      String stage,
      String messageId,
      MessageState state,
      Optional<String> reason,
      Optional<String> smtpCode) {}
}
