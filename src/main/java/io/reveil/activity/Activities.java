package io.reveil.activity;

import static io.reveil.job.Database.marks;

import io.reveil.job.Database;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.Installation;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Signals in, standing out. Writing methods join the caller's transaction. */
@Singleton
public final class Activities {
  private final Database database;
  private final Traces traces;
  private final Signals signals;
  private final Comebacks comebacks;
  private final StatusRules rules;
  private final Installation installation;
  private final Clock clock;

  Activities(
      Database database,
      Traces traces,
      Signals signals,
      Comebacks comebacks,
      StatusRules rules,
      Installation installation,
      Clock clock) {
    this.database = database;
    this.traces = traces;
    this.signals = signals;
    this.comebacks = comebacks;
    this.rules = rules;
    this.installation = installation;
    this.clock = clock;
  }

  /** Opens the rows of contacts that became known; a repetition changes nothing. */
  public void open(Collection<ContactId> contacts, LocalDate knownSince) {
    Map<ContactId, LocalDate> known = new HashMap<>();
    contacts.forEach(contact -> known.put(contact, knownSince));
    database.write(() -> traces.open(known));
  }

  /** Records signals and moves the last sign of life where A21 says so. True, in order, for each that was new. */
  public List<Boolean> record(List<ContactEvent> events) {
    return events.isEmpty() ? List.of() : database.write(() -> recordAll(events));
  }

  /** The lock comes before the keys are read, so that the same event told twice at once is recorded once. */
  private List<Boolean> recordAll(List<ContactEvent> events) {
    Map<ContactId, LocalDate> contacts = new TreeMap<>();
    events.forEach(
        event -> contacts.merge(event.contact(), on(event), (a, b) -> a.isBefore(b) ? a : b));
    traces.open(contacts);
    traces.lock(contacts.keySet());
    Set<Signals.Key> known = signals.keys(contacts.keySet());
    List<Boolean> results = new ArrayList<>();
    List<ContactEvent> fresh = new ArrayList<>();
    for (ContactEvent event : events) {
      boolean isNew = known.add(Signals.Key.of(event));
      results.add(isNew);
      if (isNew) {
        fresh.add(event);
      }
    }
    signals.insert(fresh, clock.instant());
    follow(fresh);
    return results;
  }

  private void follow(List<ContactEvent> fresh) {
    Map<ContactId, Trace> before =
        traces.list(fresh.stream().map(ContactEvent::contact).distinct().toList());
    Map<ContactId, Trace> after = new TreeMap<>(before);
    Map<Traces.Event, LocalDate> days = new LinkedHashMap<>();
    Comebacks.Told told = comebacks.told();
    for (ContactEvent event : fresh) {
      after.computeIfPresent(event.contact(), (contact, trace) -> {
        Trace next = trace.after(event.signal(), event.occurredAt(), on(event));
        if (event.signal().isSignOfLife()) {
          told.add(contact, on(event), trace, next);
        }
        return next;
      });
      if (event.signal() instanceof Signal.CrmEvent crm) {
        days.merge(
            new Traces.Event(event.contact(), crm.kind()),
            on(event),
            (a, b) -> a.isAfter(b) ? a : b);
      }
    }
    told.keep(after);
    after.entrySet().removeIf(trace -> trace.getValue().equals(before.get(trace.getKey())));
    traces.change(after);
    traces.noteEvents(days);
  }

  private LocalDate on(ContactEvent event) {
    return on(event.occurredAt());
  }

  private LocalDate on(Instant moment) {
    return LocalDate.ofInstant(moment, installation.zone());
  }

  /**
   * Takes back a sign of life that was not the person's: the last one is what the other signals say (A21).
   *
   * @param silentSince as it was before, for whoever never gave any other
   * @param exposures as they were before, for whoever gave none since
   */
  public void takeBack(ContactId contact, byte[] key, LocalDate silentSince, int exposures) {
    database.write(() -> {
      traces.lock(List.of(contact));
      signals
          .take(contact, key)
          .ifPresent(taken -> silence(contact, taken, silentSince, exposures));
    });
  }

  private void silence(ContactId contact, Instant taken, LocalDate silentSince, int exposures) {
    Map<ContactId, Trace> after = new TreeMap<>();
    traces.list(List.of(contact)).forEach((_, trace) -> {
      boolean wasLast = trace.lastSign().map(Trace.Sign::at).equals(Optional.of(taken));
      after.put(contact, wasLast ? before(contact, trace, silentSince, exposures) : trace);
    });
    traces.change(after);
    comebacks.takeBack(contact, on(taken), after);
  }

  private Trace before(ContactId contact, Trace trace, LocalDate silentSince, int exposures) {
    Optional<Trace.Sign> last = signals
        .lastSign(contact)
        .map(sign -> new Trace.Sign(sign.at(), on(sign.at()), sign.kind()));
    return new Trace(
        last.map(Trace.Sign::on).orElse(silentSince),
        last,
        trace.hasCrmEvent(),
        exposures + trace.exposures());
  }

  /** Counts a marketing mail accepted by the relay (F2). */
  public void recordExposure(Collection<ContactId> contacts, LocalDate on) {
    if (contacts.isEmpty()) {
      return;
    }
    List<Object> values = new ArrayList<>(List.of(on));
    contacts.forEach(contact -> values.add(contact.value()));
    database.update("""
        UPDATE activity
           SET exposures = exposures + 1,
               last_exposed_on = ?
         WHERE contact_id IN (""" + marks(contacts.size()) + ")", values.toArray());
  }

  /** Where contacts stand today; one statement. */
  public Map<ContactId, Standing> standings(Collection<ContactId> contacts) {
    LocalDate today = rules.today();
    Map<ContactId, Standing> standings = new HashMap<>();
    traces
        .list(contacts)
        .forEach((contact, trace) -> standings.put(contact, standing(trace, today)));
    return standings;
  }

  private Standing standing(Trace trace, LocalDate today) {
    return new Standing(
        rules.statusOn(
            today,
            trace.silentSince(),
            trace.lastSign().isPresent(),
            trace.hasCrmEvent(),
            trace.exposures()),
        trace.silentSince(),
        trace.lastSign().map(Trace.Sign::on),
        trace.lastSign().map(Trace.Sign::kind),
        trace.hasCrmEvent(),
        trace.exposures(),
        rules.retentionDueOn(trace.silentSince()));
  }

  /** The first sign of life after this moment of each contact, as its kind (STAYED, purchase…); absent if none. */
  public Map<ContactId, String> signsSince(Map<ContactId, Instant> since) {
    return signals.firstSigns(since);
  }

  /** The days of each contact's signs of life since this day, and the last before it; absent if there is none. */
  public Map<ContactId, NavigableSet<LocalDate>> signDays(
      Collection<ContactId> contacts, LocalDate since) {
    return comebacks.signDays(contacts, since);
  }

  /** All signals of one contact, latest first, at most 200. */
  public List<ContactEvent> list(ContactId contact) {
    return signals.latest(contact);
  }

  /** Whether an event of this kind came after this day, over {@code activity} under the alias {@code a}. */
  public static SqlCondition hasEventAfter(String kind, LocalDate day) {
    return new SqlCondition("""
        (SELECT COUNT(*) FROM last_event e \
        WHERE e.contact_id = a.contact_id AND e.kind = ? AND e.last_on > ?) > 0""", List.of(kind, day));
  }
}
