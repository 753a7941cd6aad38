package io.reveil.consent.ledger;

import io.reveil.consent.ConsentKey;
import io.reveil.consent.Doorway;
import io.reveil.consent.wording.NoticeRef;
import io.reveil.job.Database;
import io.reveil.kernel.Actor;
import io.reveil.kernel.Channel;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Language;
import io.reveil.kernel.Purpose;
import io.reveil.testing.TestClock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Keys and evidence that tests of the ledger share. */
public final class Ledgers {
  public static final Purpose NEWSLETTER = new Purpose("newsletter");
  public static final EmailAddress CAMILLE =
      EmailAddress.parse("camille@example.org").orElseThrow();
  static final NoticeRef NOTICE = new NoticeRef("newsletter", 1, Language.FR, "0".repeat(64));

  private static final AtomicLong CONTACTS = new AtomicLong(1_000);

  private Ledgers() {}

  /** The newsletter by e-mail, for somebody new. */
  public static ConsentKey aKey() {
    return new ConsentKey(new ContactId(CONTACTS.incrementAndGet()), Channel.EMAIL, NEWSLETTER);
  }

  /** Makes events that no block holds look as all did before events bore a mark. */
  public static void unmark(Database database) {
    database
        .list(
            """
            SELECT e.event_id, e.canonical
              FROM consent_event e
              LEFT JOIN seal_entry s ON s.subject_ref = e.subject_ref AND s.event_id = e.event_id
             WHERE s.event_id IS NULL
            """,
            row -> Map.entry(
                row.getLong("event_id"),
                new String(row.getBytes("canonical"), StandardCharsets.UTF_8)))
        .forEach(event -> database.update(
            "UPDATE consent_event SET canonical = ? WHERE event_id = ?",
            unmarked(event.getValue()).getBytes(StandardCharsets.UTF_8),
            event.getKey()));
    database.update("""
        DELETE FROM consent_opening
         WHERE name = 'contact'
           AND event_id NOT IN (SELECT event_id FROM seal_entry)
        """);
  }

  /** As it was spelled before events bore a mark. */
  public static String unmarked(String canonical) {
    return canonical
        .replaceFirst("\"mark\":\\{[^}]*},", "")
        .replaceFirst("\"contact\":\"[0-9a-f]{64}\",", "")
        .replace("\"schema\":\"reveil.consent/2\"", "\"schema\":\"reveil.consent/1\"");
  }

  public static Evidence.FormPosted posted() {
    return posted(NOTICE);
  }

  public static Evidence.FormPosted posted(NoticeRef notice) {
    return new Evidence.FormPosted(
        TestClock.START,
        Optional.of(CAMILLE),
        "lettres",
        Doorway.hosted(URI.create("https://lettre.example.org/f/lettres")),
        notice,
        71);
  }

  public static Evidence.DoiMailSent doiSent() {
    return new Evidence.DoiMailSent(TestClock.START, 71, "<doi71@lettre.example.org>", NOTICE);
  }

  public static Evidence.LinkConfirmed confirmed() {
    return confirmed(NOTICE);
  }

  public static Evidence.LinkConfirmed confirmed(NoticeRef notice) {
    return confirmed(notice, TestClock.START);
  }

  static Evidence.LinkConfirmed confirmed(NoticeRef notice, Instant at) {
    return new Evidence.LinkConfirmed(
        at,
        CAMILLE,
        "lettres",
        Doorway.hosted(URI.create("https://lettre.example.org/f/lettres")),
        notice,
        71,
        "<doi71@lettre.example.org>",
        3,
        seen());
  }

  /** Somebody who read for a while, alone. */
  public static Circumstances seen() {
    return new Circumstances(
        Optional.of(Duration.ofMinutes(12)),
        Optional.of(Duration.ofMinutes(12).plusMillis(8_400)),
        Duration.ofMillis(8_400),
        new Circumstances.Others(1, 0, 0, Duration.ofMinutes(1)),
        false);
  }

  public static Evidence.Declared declared(Instant at) {
    return new Evidence.Declared(
        at, Optional.of(CAMILLE), "checkout form v1", "Je souhaite recevoir", 5);
  }

  public static Evidence.SoldTo sold() {
    return new Evidence.SoldTo(
        TestClock.START, Optional.of(CAMILLE), "shop of Lyon", "a lamp", "box at the till", 5);
  }

  public static Evidence.ClaimWithoutProof claim() {
    return new Evidence.ClaimWithoutProof(TestClock.START, "consent_text", 5);
  }

  static Objection.LinkUsed left(Instant at) {
    return new Objection.LinkUsed(at, Objection.Means.PAGE, 3, 1);
  }

  public static Objection.LinkUsed left() {
    return new Objection.LinkUsed(TestClock.START, Objection.Means.ONE_CLICK, 12, 3);
  }

  public static Evidence.BoxTicked ticked() {
    return new Evidence.BoxTicked(
        TestClock.START, URI.create("https://lettre.example.org/p"), NOTICE, 12, 3, seen());
  }

  public static Evidence.LeftUnticked leftUnticked() {
    return new Evidence.LeftUnticked(
        TestClock.START.plus(Duration.ofHours(1)),
        Doorway.hosted(URI.create("https://lettre.example.org/c")),
        71,
        3);
  }

  public static Evidence.AddressLeft addressLeft() {
    return new Evidence.AddressLeft(TestClock.START.plus(Duration.ofHours(1)), 72, 3);
  }

  public static Evidence.Stayed stayed() {
    return new Evidence.Stayed(TestClock.START, 12, 3, seen());
  }

  public static Evidence.NotMe notMe() {
    return new Evidence.NotMe(TestClock.START, 71, 3);
  }

  public static Evidence.RuleApplied expired() {
    return new Evidence.RuleApplied(
        TestClock.START, new Actor.Rule("request-expiry"), Optional.of(71L));
  }

  public static Evidence.Invalidated invalidated() {
    return new Evidence.Invalidated(
        TestClock.START.plus(Duration.ofHours(2)), "no box was shown", new Actor.Operator("dpo"));
  }
}
