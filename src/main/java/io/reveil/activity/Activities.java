package io.reveil.activity;

import io.reveil.kernel.ContactId;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Signals in, standing out. Writing methods join the caller's transaction. */
@Singleton
public final class Activities {
  Activities() {}

  /** Opens the rows of contacts that became known; a repetition changes nothing. */
  public void open(Collection<ContactId> contacts, LocalDate knownSince) {
    throw new UnsupportedOperationException();
  }

  /** Records signals and moves the last sign of life where A21 says so. True, in order, for each that was new. */
  public List<Boolean> record(List<ContactEvent> events) {
    throw new UnsupportedOperationException();
  }

  /** Counts a marketing mail accepted by the relay (F2). */
  public void recordExposure(Collection<ContactId> contacts, LocalDate on) {
    throw new UnsupportedOperationException();
  }

  /** Where contacts stand today; one statement. */
  public Map<ContactId, Standing> standings(Collection<ContactId> contacts) {
    throw new UnsupportedOperationException();
  }

  /** The first sign of life after this moment of each contact, as its kind (STAYED, purchase…); absent if none. */
  public Map<ContactId, String> signsSince(Map<ContactId, Instant> since) {
    throw new UnsupportedOperationException();
  }

  /** All signals of one contact, latest first, at most 200. */
  public List<ContactEvent> list(ContactId contact) {
    throw new UnsupportedOperationException();
  }
}
