package io.reveil.report.count;

import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.job.Ids;
import io.reveil.kernel.Purpose;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The audits: the one under way and the last one done. */
@Singleton
public class AuditRuns {
  private static final String SELECT = """
      SELECT audit_id, state, mark_to, contacts, writable, wanting, started_at, started_by, ended_at
        FROM audit_run
      """;

  private final Database database;
  private final Ids ids;
  private final Clock clock;

  AuditRuns(Database database, Ids ids, Clock clock) {
    this.database = database;
    this.ids = ids;
    this.clock = clock;
  }

  /** The audit under way; a new one if there is none. */
  public AuditRun start(String by) {
    return underWay().orElseGet(() -> {
      long id = ids.next();
      database.update("""
          INSERT INTO audit_run (audit_id, state, mark_to, contacts, writable, wanting, started_at, started_by)
          VALUES (?, 'RUNNING', 0, 0, 0, 0, ?, ?)
          """, id, clock.instant(), by);
      return find(id).orElseThrow();
    });
  }

  public Optional<AuditRun> underWay() {
    return database.first(
        SELECT + " WHERE state = 'RUNNING' ORDER BY started_at, audit_id", AuditRuns::run);
  }

  public Optional<AuditRun> latestDone() {
    return database.first(
        SELECT + " WHERE state = 'DONE' ORDER BY ended_at DESC, audit_id DESC", AuditRuns::run);
  }

  public Optional<AuditRun> find(long id) {
    return database.first(SELECT + " WHERE audit_id = ?", AuditRuns::run, id);
  }

  private static AuditRun run(ResultSet row) throws SQLException {
    return new AuditRun(
        row.getLong("audit_id"),
        Columns.constant(row, "state", AuditRun.State.class),
        row.getLong("mark_to"),
        row.getLong("contacts"),
        row.getLong("writable"),
        row.getLong("wanting"),
        Columns.instant(row, "started_at"),
        row.getString("started_by"),
        Columns.optionalInstant(row, "ended_at"));
  }

  /** Moves the mark over a page, with what it counted. Nothing if somebody else was faster: the page counts once. */
  void advance(AuditRun run, long to, Tally tally) {
    database.write(() -> {
      int moved = database.update(
          """
          UPDATE audit_run
             SET mark_to = ?,
                 contacts = contacts + ?,
                 writable = writable + ?,
                 wanting = wanting + ?
           WHERE audit_id = ?
             AND mark_to = ?
             AND state = 'RUNNING'
          """, to, tally.people(), tally.writable(), tally.wanting(), run.id(), run.markTo());
      if (moved == 1) {
        addLines(run, tally);
        addFields(run, tally);
        addMonths(run, tally);
      }
    });
  }

  private void addLines(AuditRun run, Tally tally) {
    List<Object[]> rows = new ArrayList<>();
    tally
        .lines()
        .forEach((line, people) -> rows.add(
            new Object[] {people, run.id(), line.purpose().id(), line.finding(), line.months()}));
    add("""
        UPDATE audit_count
           SET people = people + ?
         WHERE audit_id = ?
           AND purpose = ?
           AND finding = ?
           AND age_months = ?
        """, """
        INSERT INTO audit_count (people, audit_id, purpose, finding, age_months)
        VALUES (?, ?, ?, ?, ?)
        """, rows);
  }

  private void addFields(AuditRun run, Tally tally) {
    List<Object[]> rows = new ArrayList<>();
    tally.fields().forEach((field, people) -> rows.add(new Object[] {people, run.id(), field}));
    add("""
        UPDATE audit_field
           SET people = people + ?
         WHERE audit_id = ?
           AND field = ?
        """, "INSERT INTO audit_field (people, audit_id, field) VALUES (?, ?, ?)", rows);
  }

  private void addMonths(AuditRun run, Tally tally) {
    List<Object[]> rows = new ArrayList<>();
    tally
        .months()
        .forEach((in, people) ->
            rows.add(new Object[] {people, run.id(), in.month().atDay(1), in.measure()}));
    add(
        """
        UPDATE audit_month
           SET people = people + ?
         WHERE audit_id = ?
           AND month_on = ?
           AND measure = ?
        """,
        "INSERT INTO audit_month (people, audit_id, month_on, measure) VALUES (?, ?, ?, ?)",
        rows);
  }

  /** The row of the run is locked by now: nobody else adds to its counts. */
  private void add(String update, String insert, List<Object[]> rows) {
    int[] touched = database.batch(update, rows);
    List<Object[]> absent = new ArrayList<>();
    for (int i = 0; i < touched.length; i++) {
      if (touched[i] == 0) {
        absent.add(rows.get(i));
      }
    }
    database.batch(insert, absent);
  }

  /** RUNNING → DONE; those done before go, since they speak of a base that is no more. */
  void complete(AuditRun run) {
    database.write(() -> {
      int done = database.update("""
          UPDATE audit_run
             SET state = 'DONE',
                 ended_at = ?
           WHERE audit_id = ?
             AND mark_to = ?
             AND state = 'RUNNING'
          """, clock.instant(), run.id(), run.markTo());
      if (done == 0) {
        return;
      }
      List<Object[]> older = database.list(
          "SELECT audit_id FROM audit_run WHERE state = 'DONE' AND audit_id <> ?",
          row -> new Object[] {row.getLong(1)},
          run.id());
      database.batch("DELETE FROM audit_count WHERE audit_id = ?", older);
      database.batch("DELETE FROM audit_field WHERE audit_id = ?", older);
      database.batch("DELETE FROM audit_month WHERE audit_id = ?", older);
      database.batch("DELETE FROM audit_run WHERE audit_id = ?", older);
    });
  }

  public Map<Tally.Line, Long> lines(AuditRun run) {
    Map<Tally.Line, Long> lines = new TreeMap<>();
    database.list(
        "SELECT purpose, finding, age_months, people FROM audit_count WHERE audit_id = ?",
        row -> lines.put(
            new Tally.Line(
                new Purpose(row.getString("purpose")),
                Columns.constant(row, "finding", Finding.class),
                row.getInt("age_months")),
            row.getLong("people")),
        run.id());
    return lines;
  }

  public Map<String, Long> fields(AuditRun run) {
    Map<String, Long> fields = new TreeMap<>();
    database.list(
        "SELECT field, people FROM audit_field WHERE audit_id = ?",
        row -> fields.put(row.getString("field"), row.getLong("people")),
        run.id());
    return fields;
  }

  public Map<Tally.InMonth, Long> months(AuditRun run) {
    Map<Tally.InMonth, Long> months = new TreeMap<>();
    database.list(
        "SELECT month_on, measure, people FROM audit_month WHERE audit_id = ?",
        row -> months.put(
            new Tally.InMonth(
                YearMonth.from(Columns.date(row, "month_on")),
                Columns.constant(row, "measure", Measure.class)),
            row.getLong("people")),
        run.id());
    return months;
  }
}
