package io.reveil.activity;

import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.Installation;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Gatherers;
import java.util.stream.Stream;

/** The rows of {@code comeback}: signs of life that ended a silence. Writes for contacts whose traces are locked. */
@Singleton
class Comebacks {
  private static final int PIECE = 100;

  private final Database database;
  private final Signals signals;
  private final StatusRules rules;
  private final Installation installation;

  Comebacks(Database database, Signals signals, StatusRules rules, Installation installation) {
    this.database = database;
    this.signals = signals;
    this.rules = rules;
    this.installation = installation;
  }

  /** A sign of life on a day, and what it ended. */
  record Comeback(ContactId contact, LocalDate on, Status was, LocalDate silentSince) {}

  /** What fresh signs make of it, in the order they are told. */
  final class Told {
    private final List<Comeback> back = new ArrayList<>();
    private final Map<ContactId, NavigableSet<LocalDate>> late = new TreeMap<>();

    /** @param before the trace until this sign of life */
    void add(ContactId contact, LocalDate on, Trace before, Trace after) {
      if (before.lastSign().equals(after.lastSign())) {
        late.computeIfAbsent(contact, _ -> new TreeSet<>()).add(on);
        return;
      }
      Status was = rules.statusOn(
          on,
          before.silentSince(),
          before.lastSign().isPresent(),
          before.hasCrmEvent(),
          before.exposures());
      if (was.isSilence()) {
        back.add(new Comeback(contact, on, was, before.silentSince()));
      }
    }

    /** @param after the traces as they are now */
    void keep(Map<ContactId, Trace> after) {
      insert(back);
      if (!late.isEmpty()) {
        mend(late, after);
      }
    }
  }

  Told told() {
    return new Told();
  }

  /** A sign of that day is taken back: what it ended goes on. */
  void takeBack(ContactId contact, LocalDate on, Map<ContactId, Trace> traces) {
    mend(Map.of(contact, new TreeSet<>(List.of(on))), traces);
  }

  /** A sign that is told late cuts a silence in two: what it ended then, and what ended after it, is decided anew. */
  private void mend(Map<ContactId, NavigableSet<LocalDate>> late, Map<ContactId, Trace> traces) {
    LocalDate first = late.values().stream()
        .map(NavigableSet::first)
        .min(LocalDate::compareTo)
        .orElseThrow();
    Map<ContactId, NavigableSet<LocalDate>> signs = signDays(late.keySet(), first);
    Map<ContactId, NavigableMap<LocalDate, Comeback>> stood = since(late.keySet(), first);
    List<Object[]> undecided = new ArrayList<>();
    List<Comeback> back = new ArrayList<>();
    late.forEach((contact, told) -> {
      NavigableSet<LocalDate> days = signs.getOrDefault(contact, new TreeSet<>());
      NavigableSet<LocalDate> touched = new TreeSet<>(told);
      told.stream().map(days::higher).filter(day -> day != null).forEach(touched::add);
      for (LocalDate day : touched) {
        undecided.add(new Object[] {day, contact.value()});
        Optional<Map.Entry<LocalDate, Comeback>> ended = Optional.ofNullable(
                stood.getOrDefault(contact, new TreeMap<>()).ceilingEntry(day))
            .filter(next -> touched.contains(next.getKey()));
        if (days.contains(day)) {
          again(contact, day, days, ended.map(Map.Entry::getValue), traces).ifPresent(back::add);
        }
      }
    });
    database.batch("DELETE FROM comeback WHERE back_on = ? AND contact_id = ?", undecided);
    insert(back);
  }

  /**
   * What a sign of that day ended.
   *
   * @param known the return that stood for this silence: that it was one is decided already, although its exposures are
   *     forgotten by now
   */
  private Optional<Comeback> again(
      ContactId contact,
      LocalDate day,
      NavigableSet<LocalDate> signs,
      Optional<Comeback> known,
      Map<ContactId, Trace> traces) {
    Optional<LocalDate> before = Optional.ofNullable(signs.lower(day));
    Optional<LocalDate> since = before.or(() -> known.map(Comeback::silentSince));
    return Optional.ofNullable(traces.get(contact))
        .flatMap(trace -> since.flatMap(began -> {
          Status was = rules.statusOn(
              day,
              began,
              before.isPresent(),
              trace.hasCrmEvent() || known.isPresent(),
              trace.exposures());
          return was.isSilence()
              ? Optional.of(new Comeback(contact, day, was, began))
              : Optional.empty();
        }));
  }

  /** The returns of each from this day on. */
  private Map<ContactId, NavigableMap<LocalDate, Comeback>> since(
      Collection<ContactId> contacts, LocalDate first) {
    Map<ContactId, NavigableMap<LocalDate, Comeback>> found = new HashMap<>();
    contacts.stream()
        .gather(Gatherers.windowFixed(PIECE))
        .forEach(piece -> database
            .list(
                """
            SELECT contact_id, back_on, was, silent_since
              FROM comeback
             WHERE contact_id IN (%s)
               AND back_on >= ?
            """.formatted(Database.marks(piece.size())),
                Comebacks::read,
                Stream.concat(piece.stream().map(ContactId::value), Stream.of(first))
                    .toArray())
            .forEach(one ->
                found.computeIfAbsent(one.contact(), _ -> new TreeMap<>()).put(one.on(), one)));
    return found;
  }

  private static Comeback read(ResultSet row) throws SQLException {
    return new Comeback(
        new ContactId(row.getLong("contact_id")),
        Columns.date(row, "back_on"),
        Columns.constant(row, "was", Status.class),
        Columns.date(row, "silent_since"));
  }

  /** The days of each contact's signs of life since this day, and the last before it; absent if there is none. */
  Map<ContactId, NavigableSet<LocalDate>> signDays(
      Collection<ContactId> contacts, LocalDate since) {
    Map<ContactId, NavigableSet<LocalDate>> days = new HashMap<>();
    if (!contacts.isEmpty()) {
      signals
          .signs(contacts, since.atStartOfDay(installation.zone()).toInstant())
          .forEach(sign -> days.computeIfAbsent(sign.contact(), _ -> new TreeSet<>())
              .add(LocalDate.ofInstant(sign.at(), installation.zone())));
    }
    return days;
  }

  private void insert(List<Comeback> comebacks) {
    database.batch(
        "INSERT INTO comeback (back_on, contact_id, was, silent_since) VALUES (?, ?, ?, ?)",
        comebacks.stream()
            .map(
                one -> new Object[] {one.on(), one.contact().value(), one.was(), one.silentSince()})
            .toList());
  }

  long count(LocalDate day) {
    return database
        .first("SELECT COUNT(*) FROM comeback WHERE back_on = ?", row -> row.getLong(1), day)
        .orElse(0L);
  }

  /** Those of a day, in the order of contacts. */
  List<Comeback> page(LocalDate day, long after, int limit) {
    return database.list("""
        SELECT contact_id, back_on, was, silent_since
          FROM comeback
         WHERE back_on = ?
           AND contact_id > ?
         ORDER BY contact_id
         LIMIT ?
        """, Comebacks::read, day, after, limit);
  }

  List<Comeback> all(ContactId contact) {
    return database.list(
        "SELECT back_on, was, silent_since FROM comeback WHERE contact_id = ? ORDER BY back_on",
        row -> new Comeback(
            contact,
            Columns.date(row, "back_on"),
            Columns.constant(row, "was", Status.class),
            Columns.date(row, "silent_since")),
        contact.value());
  }

  int erase(ContactId contact) {
    return database.update("DELETE FROM comeback WHERE contact_id = ?", contact.value());
  }
}
