package io.reveil.campaign.sequence;

import io.reveil.campaign.Arm;
import io.reveil.campaign.Enrolment;
import io.reveil.campaign.EnrolmentState;
import io.reveil.campaign.ExitReason;
import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.Purpose;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where people stand in campaigns. Every method joins the caller's transaction. */
@Singleton
public class Enrolments {
  private static final String SELECT = """
      SELECT campaign_id, contact_id, version, wave_id, arm, state, stage, due_on, entered_at, exit_reason, ended_at
        FROM enrolment
      """;

  private final Database database;
  private final Slots slots;
  private final Clock clock;

  Enrolments(Database database, Slots slots, Clock clock) {
    this.database = database;
    this.slots = slots;
    this.clock = clock;
  }

  /** The enrolments of these contacts in one campaign, whatever their state. */
  public List<Enrolment> list(long campaignId, Collection<ContactId> contacts) {
    return Pieces.ask(
        campaignId,
        contacts,
        (marks, values) -> database.list(SELECT + """
             WHERE campaign_id = ?
               AND contact_id BETWEEN ? AND ?
               AND contact_id IN (%s)
            """.formatted(marks), Enrolments::read, values));
  }

  /** One page of those on their way, both arms, in contact order. */
  List<Enrolment> active(long campaignId, long afterContact, int limit) {
    return database.list(SELECT + """
         WHERE campaign_id = ?
           AND contact_id > ?
           AND state = 'ACTIVE'
         ORDER BY contact_id
         LIMIT ?
        """, Enrolments::read, campaignId, afterContact, limit);
  }

  /** One page of those whose next stage or end is due by this day, both arms, in contact order. */
  public List<Enrolment> due(long campaignId, LocalDate today, long afterContact, int limit) {
    return database.list(SELECT + """
         WHERE campaign_id = ?
           AND contact_id > ?
           AND state = 'ACTIVE'
           AND due_on <= ?
         ORDER BY contact_id
         LIMIT ?
        """, Enrolments::read, campaignId, afterContact, today, limit);
  }

  /** All campaigns a contact is or was in. */
  public List<Enrolment> of(ContactId contact) {
    return database.list(SELECT + """
         WHERE contact_id = ?
         ORDER BY entered_at
        """, Enrolments::read, contact.value());
  }

  private static Enrolment read(ResultSet row) throws SQLException {
    return new Enrolment(
        row.getLong("campaign_id"),
        new ContactId(row.getLong("contact_id")),
        row.getInt("version"),
        row.getLong("wave_id"),
        Columns.constant(row, "arm", Arm.class),
        Columns.constant(row, "state", EnrolmentState.class),
        row.getInt("stage"),
        Columns.optionalDate(row, "due_on"),
        Columns.instant(row, "entered_at"),
        Columns.optionalConstant(row, "exit_reason", ExitReason.class),
        Columns.optionalInstant(row, "ended_at"));
  }

  /** Lets contacts in and takes their slots: a duplicate key says that somebody else was faster (F4). */
  public void enter(List<Enrolment> entering, Purpose purpose) {
    database.batch(
        """
        INSERT INTO enrolment
          (campaign_id, contact_id, version, wave_id, arm, state, stage, stage_wave_id, due_on, entered_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        entering.stream()
            .map(enrolment -> new Object[] {
              enrolment.campaignId(),
              enrolment.contact().value(),
              enrolment.version(),
              enrolment.waveId(),
              enrolment.arm(),
              enrolment.state(),
              enrolment.stage(),
              enrolment.waveId(),
              enrolment.dueOn(),
              enrolment.enteredAt()
            })
            .toList());
    slots.take(entering, purpose);
  }

  /**
   * One stage further.
   *
   * @param dueOn set for the held out, who get no mail that could set it
   */
  public record Step(Enrolment enrolment, long waveId, Optional<LocalDate> dueOn) {}

  /** Stage n → n + 1, by compare-and-set: of two waves one plans it. The contacts that moved. */
  public Set<ContactId> advance(List<Step> steps) {
    int[] moved = database.batch(
        """
        UPDATE enrolment
           SET stage = ?,
               stage_wave_id = ?,
               due_on = ?
         WHERE campaign_id = ?
           AND contact_id = ?
           AND state = 'ACTIVE'
           AND stage = ?
        """,
        steps.stream()
            .map(step -> new Object[] {
              step.enrolment().stage() + 1,
              step.waveId(),
              step.dueOn(),
              step.enrolment().campaignId(),
              step.enrolment().contact().value(),
              step.enrolment().stage()
            })
            .toList());
    Set<ContactId> contacts = new HashSet<>();
    for (int i = 0; i < moved.length; i++) {
      if (moved[i] != 0) {
        contacts.add(steps.get(i).enrolment().contact());
      }
    }
    return contacts;
  }

  /** The mail of the present stage is out: from this day counts what follows. A second delivery changes nothing. */
  void delivered(Map<Enrolment, LocalDate> dueOn) {
    database.batch(
        """
        UPDATE enrolment
           SET due_on = ?
         WHERE campaign_id = ?
           AND contact_id = ?
           AND state = 'ACTIVE'
           AND stage = ?
           AND due_on IS NULL
        """,
        dueOn.entrySet().stream()
            .map(due -> new Object[] {
              due.getValue(),
              due.getKey().campaignId(),
              due.getKey().contact().value(),
              due.getKey().stage()
            })
            .toList());
  }

  /** ACTIVE → EXITED, and the slot is free. */
  void exit(Map<Enrolment, ExitReason> leaving, Purpose purpose) {
    database.batch(
        """
        UPDATE enrolment
           SET state = 'EXITED',
               exit_reason = ?,
               ended_at = ?,
               due_on = NULL
         WHERE campaign_id = ?
           AND contact_id = ?
           AND state = 'ACTIVE'
        """,
        leaving.entrySet().stream()
            .map(exit -> new Object[] {
              exit.getValue(),
              clock.instant(),
              exit.getKey().campaignId(),
              exit.getKey().contact().value()
            })
            .toList());
    slots.free(leaving.keySet(), purpose);
  }

  /** ACTIVE → COMPLETED, and the slot is free. */
  void complete(Collection<Enrolment> ending, Purpose purpose) {
    database.batch(
        """
        UPDATE enrolment
           SET state = 'COMPLETED',
               ended_at = ?,
               due_on = NULL
         WHERE campaign_id = ?
           AND contact_id = ?
           AND state = 'ACTIVE'
        """,
        ending.stream()
            .map(enrolment -> new Object[] {
              clock.instant(), enrolment.campaignId(), enrolment.contact().value()
            })
            .toList());
    slots.free(ending, purpose);
  }
}
