package io.reveil.consent.ledger;

import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import io.reveil.consent.Basis;
import io.reveil.consent.ConsentState;
import io.reveil.job.Database;
import io.reveil.job.DatabaseException;
import io.reveil.job.Ids;
import io.reveil.kernel.ContactId;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a person out of the ledger, and records that it was Réveil: an event under the random name alone, sealed as all
 * others are. Whose name is gone without one was taken out by somebody else (E9).
 */
@Singleton
public class Erasures implements ApplicationEventListener<StartupEvent> {
  /** The name of nobody: its event says that erasures are recorded from there on. */
  public static final String NOBODY = "0".repeat(32);

  private static final Logger LOG = LoggerFactory.getLogger(Erasures.class);
  /** No act on a consent, and so none of {@link ConsentAct}: it ends all of them at once. */
  public static final String ACT = "ERASED";

  private static final String ALL = "*";
  private static final int SLICE = 500;

  private final Database database;
  private final ConsentEvents events;
  private final ConsentSubjects subjects;
  private final Ids ids;
  private final Clock clock;

  Erasures(
      Database database, ConsentEvents events, ConsentSubjects subjects, Ids ids, Clock clock) {
    this.database = database;
    this.events = events;
    this.subjects = subjects;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Says how many rows went. The name first, which first acts hold; the fold, which all others move; then the values that
   * either left behind. Of two who erase at once, one deletes the name and tells.
   */
  public int erase(ContactId contact) {
    return database.write(() -> {
      Optional<ConsentSubject> subject = subjects.find(contact);
      int names =
          database.update("DELETE FROM consent_subject WHERE contact_id = ?", contact.value());
      if (names == 1) {
        subject.ifPresent(known -> record(known.reference(), Map.of()));
      }
      return names
          + database.update("DELETE FROM current_consent WHERE contact_id = ?", contact.value())
          + database.update("DELETE FROM consent_opening WHERE contact_id = ?", contact.value());
    });
  }

  @Override
  public void onApplicationEvent(StartupEvent event) {
    beginRecording();
  }

  /**
   * Once in the life of a ledger: whoever was erased before erasures were recorded gets a record of it now, then the mark
   * is set. Later starts excuse nobody.
   */
  public void beginRecording() {
    byte[] nobody = HexFormat.of().parseHex(NOBODY);
    if (isRecorded(nobody)) {
      return;
    }
    int people = 0;
    List<byte[]> erased = erasedAfter(nobody);
    while (!erased.isEmpty()) {
      erased.forEach(this::recordAfterwards);
      people += erased.size();
      erased = erasedAfter(erased.getLast());
    }
    recordAfterwards(nobody);
    LOG.info("erasures are recorded in the ledger from now on; {} were made before", people);
  }

  private boolean isRecorded(byte[] reference) {
    return database
        .first(
            "SELECT event_id FROM consent_event WHERE subject_ref = ? AND act = ?",
            row -> row.getLong("event_id"),
            reference,
            ACT)
        .isPresent();
  }

  /** The next whose name is gone, whether or not that is recorded. */
  private List<byte[]> erasedAfter(byte[] reference) {
    return database.list("""
        SELECT DISTINCT e.subject_ref
          FROM consent_event e
          LEFT JOIN consent_subject s ON s.subject_ref = e.subject_ref
         WHERE e.subject_ref > ?
           AND s.contact_id IS NULL
         ORDER BY e.subject_ref
         LIMIT ?
        """, row -> row.getBytes("subject_ref"), reference, SLICE);
  }

  /** Another node may start at the same time: the version, which is always the first, lets one of the two in. */
  private void recordAfterwards(byte[] reference) {
    try {
      record(reference, Map.of("known", "AFTERWARDS"));
    } catch (DatabaseException e) {
      if (!e.isDuplicate()) {
        throw e;
      }
    }
  }

  private void record(byte[] reference, Map<String, Object> more) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    events.append(List.of(new ConsentEvents.Row(
        reference,
        ids.next(),
        ALL,
        ALL,
        Optional.empty(),
        1,
        ACT,
        ConsentState.NONE,
        ConsentState.NONE,
        Basis.NONE,
        Optional.empty(),
        Optional.empty(),
        now,
        now,
        Optional.empty(),
        Map.of(),
        more)));
  }
}
