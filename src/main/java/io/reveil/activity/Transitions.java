package io.reveil.activity;

import io.reveil.activity.Transition.Change;
import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.kernel.ContactId;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Who changed status on a day (F1). A status is a function of dates, so those who reach it on a day fell silent on one
 * other day, or few: a range of an index, whatever the size of the base. Of a past day, those who are silent still; who
 * came back since stands under the day of that. A mail that makes an old silence count (F2) is no transition of a day.
 */
@Singleton
public final class Transitions {
  private final Database database;
  private final StatusRules rules;
  private final Comebacks comebacks;

  Transitions(Database database, StatusRules rules, Comebacks comebacks) {
    this.database = database;
    this.rules = rules;
    this.comebacks = comebacks;
  }

  public long count(Change change, LocalDate day) {
    return switch (change) {
      case COOLING -> counted(rules.reaches(Status.COOLING, day));
      case INACTIVE -> counted(rules.reaches(Status.INACTIVE, day));
      case DORMANT -> counted(rules.reaches(Status.DORMANT, day));
      case EXPIRING -> counted(rules.reaches(Status.EXPIRING, day));
      case CAME_BACK -> comebacks.count(day);
    };
  }

  private long counted(SqlCondition reached) {
    return database
        .first(
            "SELECT COUNT(*) FROM activity a WHERE " + reached.sql(),
            row -> row.getLong(1),
            reached.values().toArray())
        .orElse(0L);
  }

  /** Those of one change, in the order of silence and contact, after this one. */
  public List<Transition> page(Change change, LocalDate day, Position after, int limit) {
    return switch (change) {
      case COOLING -> page(change, rules.reaches(Status.COOLING, day), after, limit);
      case INACTIVE -> page(change, rules.reaches(Status.INACTIVE, day), after, limit);
      case DORMANT -> page(change, rules.reaches(Status.DORMANT, day), after, limit);
      case EXPIRING -> page(change, rules.reaches(Status.EXPIRING, day), after, limit);
      case CAME_BACK ->
        comebacks.page(day, after.contact(), limit).stream()
            .map(back -> new Transition(back.contact(), change, back.silentSince()))
            .toList();
    };
  }

  /** Where a page begins: after this contact of this day of silence. */
  public record Position(LocalDate silentSince, long contact) {
    public static final Position START = new Position(LocalDate.EPOCH, 0);

    public static Position after(Transition last) {
      return new Position(last.silentSince(), last.contact().value());
    }
  }

  private List<Transition> page(Change change, SqlCondition reached, Position after, int limit) {
    List<Object> values = new ArrayList<>(reached.values());
    Collections.addAll(values, after.silentSince(), after.silentSince(), after.contact(), limit);
    return database.list(
        """
        SELECT a.contact_id, a.silent_since
          FROM activity a
         WHERE %s
           AND (a.silent_since > ? OR (a.silent_since = ? AND a.contact_id > ?))
         ORDER BY a.silent_since, a.contact_id
         LIMIT ?
        """.formatted(reached.sql()),
        row -> new Transition(
            new ContactId(row.getLong("contact_id")), change, Columns.date(row, "silent_since")),
        values.toArray());
  }
}
