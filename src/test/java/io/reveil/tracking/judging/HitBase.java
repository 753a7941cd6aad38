package io.reveil.tracking.judging;

import static java.util.stream.Collectors.toMap;

import io.reveil.activity.Activities;
import io.reveil.activity.ContactEvent;
import io.reveil.activity.Signal;
import io.reveil.activity.Standing;
import io.reveil.consent.ConsentKey;
import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.ledger.Declaration;
import io.reveil.consent.ledger.Evidence;
import io.reveil.consent.ledger.Objection;
import io.reveil.contact.ContactRow;
import io.reveil.contact.Contacts;
import io.reveil.contact.Upserted;
import io.reveil.job.Columns;
import io.reveil.job.Recurring;
import io.reveil.kernel.Channel;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Language;
import io.reveil.kernel.Purpose;
import io.reveil.testing.Rig;
import io.reveil.tracking.Hit.Means;
import io.reveil.tracking.HitClass;
import io.reveil.tracking.HitKind;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** People with a mail each, and hits as the recorder writes them. */
public final class HitBase {
  public static final Duration SETTLE = Duration.ofMinutes(2);
  public static final long WAVE = 42;

  private static final List<Purpose> MEASURING =
      List.of(new Purpose("link_tracking"), new Purpose("open_tracking"));
  private static final Instant LONG_AGO = Instant.parse("2025-09-01T10:00:00Z");
  private static long numbers = 1_000;

  private final Rig rig;

  public HitBase(Rig rig) {
    this.rig = rig;
  }

  /** Somebody whose mail was delivered now, and who lets it be measured. */
  public record Reader(ContactId contact, long mail) {}

  public Reader reader(String host) {
    long number = ++numbers;
    ContactRow row = new ContactRow(
        Optional.of("H" + number),
        EmailAddress.parse("reader" + number + "@" + host),
        Optional.of(Language.FR),
        Optional.empty(),
        Optional.empty(),
        Map.of());
    return rig.database().write(() -> {
      Upserted stored = rig.bean(Contacts.class).upsert(List.of(row)).getFirst();
      ContactId contact = ((Upserted.Created) stored).contact();
      rig.bean(Activities.class).open(List.of(contact), LocalDate.of(2025, 9, 1));
      record(contact, LONG_AGO, new Signal.CrmEvent("login", Optional.empty(), Optional.empty()));
      agree(contact);
      return new Reader(contact, mail(contact));
    });
  }

  private void agree(ContactId contact) {
    rig.bean(ConsentLedger.class)
        .declare(MEASURING.stream()
            .map(purpose -> new Declaration(
                new ConsentKey(contact, Channel.EMAIL, purpose),
                new Evidence.Declared(LONG_AGO, Optional.empty(), "form", "Oui.", 1)))
            .toList());
  }

  /** Ends the measuring of clicks and of opens. */
  public void endMeasuring(Reader reader) {
    MEASURING.forEach(purpose -> rig.bean(ConsentLedger.class)
        .withdraw(
            new ConsentKey(reader.contact(), Channel.EMAIL, purpose),
            new Objection.LinkUsed(now(), Objection.Means.PREFERENCES, reader.mail(), 1)));
  }

  private long mail(ContactId contact) {
    long mail = ++numbers;
    rig.database().update("""
            INSERT INTO message
                   (contact_id, message_id, kind, origin_id, step, wave_id, purpose, template, template_version,
                    language, provider_group, state, attempts, queued_at, settled_at)
            VALUES (?, ?, 'WIN_BACK', 1, 'value', ?, 'newsletter', 'win-back/value', 1, 'fr', 'other', 'SENT', 1, ?,
                    ?)
            """, contact.value(), mail, WAVE, now(), now());
    return mail;
  }

  /** When a person followed a link first, by mail. */
  public Map<Long, Instant> followed() {
    return rig
        .database()
        .list(
            "SELECT message_id, clicked_at FROM message WHERE clicked_at IS NOT NULL",
            row -> Map.entry(row.getLong("message_id"), Columns.instant(row, "clicked_at")))
        .stream()
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** A click at home, with Firefox, now. */
  public long click(Reader reader, long link) {
    return hit(reader, HitKind.CLICK, link, Means.GET, Scene.HOME, Scene.FIREFOX);
  }

  public long open(Reader reader, String agent) {
    return hit(reader, HitKind.OPEN, 0, Means.GET, "aaaaaa", agent);
  }

  public long hit(
      Reader reader, HitKind kind, long link, Means means, String network, String agent) {
    long hit = ++numbers;
    rig.database().write(() -> {
      rig.database()
          .update(
              """
              INSERT INTO hit
                     (contact_id, hit_id, message_id, kind, link_id, means, hit_at, network, agent)
              VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
              """,
              reader.contact().value(),
              hit,
              reader.mail(),
              kind,
              link,
              means,
              now(),
              network,
              agent);
      rig.database()
          .update(
              "INSERT INTO hit_group (due_at, group_id, hits) VALUES (?, ?, ?)",
              now().plus(SETTLE),
              hit,
              reader.contact().value() + ":" + hit);
    });
    return hit;
  }

  /** Nine links in four seconds, from five networks. */
  public void scanner(Reader reader) {
    for (int i = 0; i < 9; i++) {
      hit(reader, HitKind.CLICK, i + 1, Means.GET, "34f40" + i % 5, Scene.CHROME);
      rig.clock().tick(Duration.ofMillis(450));
    }
  }

  public void stay(Reader reader) {
    rig.database().write(() -> record(reader.contact(), now(), new Signal.Stayed(reader.mail())));
  }

  /** By the page's button or the mail program's: nobody is told from the other. */
  public void leave(Reader reader) {
    rig.database()
        .write(() -> record(reader.contact(), now(), new Signal.Unsubscribed(reader.mail())));
  }

  private void record(ContactId contact, Instant at, Signal signal) {
    byte[] key = ByteBuffer.allocate(16).putLong(++numbers).array();
    rig.bean(Activities.class).record(List.of(new ContactEvent(contact, signal, at, key, "test")));
  }

  /** Lets the settling window pass, and judges. */
  public void judge() {
    rig.clock().tick(SETTLE);
    rounds("JudgingRound");
  }

  public void rounds(String name) {
    Recurring work = rig.bean(Recurring.class, name);
    boolean more = true;
    while (more) {
      more = work.round();
    }
  }

  /** How many verdicts there are of each class. */
  public Map<HitClass, Long> classes() {
    Map<HitClass, Long> classes = new TreeMap<>();
    rig.database()
        .list(
            "SELECT hit_class, COUNT(*) FROM hit_verdict GROUP BY hit_class",
            row -> classes.put(Columns.constant(row, "hit_class", HitClass.class), row.getLong(2)));
    return classes;
  }

  /** What the counters say of each class; those that all hits have left are absent. */
  public Map<HitClass, Long> counted() {
    Map<HitClass, Long> counted = new TreeMap<>();
    rig.database()
        .list(
            "SELECT hit_class, SUM(hits) FROM hit_count GROUP BY hit_class",
            row -> Map.entry(Columns.constant(row, "hit_class", HitClass.class), row.getLong(2)))
        .forEach(line -> counted.put(line.getKey(), line.getValue()));
    counted.values().removeIf(hits -> hits == 0);
    return counted;
  }

  /** All that stands in {@code hit}. */
  public List<String> raw() {
    return rig.database().list("""
        SELECT contact_id, hit_id, message_id, kind, link_id, means, hit_at, network, agent
          FROM hit
         ORDER BY hit_id
        """, row -> {
      StringBuilder line = new StringBuilder();
      for (int column = 1; column <= 9; column++) {
        line.append(row.getString(column)).append('|');
      }
      return line.toString();
    });
  }

  public String reasons(long hit) {
    return rig.database()
        .first(
            "SELECT reasons FROM hit_verdict WHERE hit_id = ?",
            row -> row.getString("reasons"),
            hit)
        .orElseThrow();
  }

  /** Clicks that were told of, of one person. */
  public List<Signal> clicks(Reader reader) {
    return rig.bean(Activities.class).list(reader.contact()).stream()
        .map(ContactEvent::signal)
        .filter(Signal.Clicked.class::isInstance)
        .toList();
  }

  public LocalDate lastSign(Reader reader) {
    Map<ContactId, Standing> standings =
        rig.bean(Activities.class).standings(List.of(reader.contact()));
    return Optional.ofNullable(standings.get(reader.contact()))
        .flatMap(Standing::lastSignOn)
        .orElseThrow();
  }

  private Instant now() {
    return rig.clock().instant();
  }
}
