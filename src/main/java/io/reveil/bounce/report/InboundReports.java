package io.reveil.bounce.report;

import io.micrometer.core.instrument.MeterRegistry;
import io.reveil.activity.Activities;
import io.reveil.activity.ContactEvent;
import io.reveil.activity.Signal;
import io.reveil.bounce.reading.Complaint;
import io.reveil.contact.Contact;
import io.reveil.contact.ContactState;
import io.reveil.contact.Contacts;
import io.reveil.contact.Moves;
import io.reveil.contact.Reachability;
import io.reveil.delivery.Kinds;
import io.reveil.delivery.guard.Failures;
import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.kernel.Installation;
import io.reveil.link.SentMail;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where all that comes back ends, from whatever source: each report acts once, in one transaction. Locks are taken as
 * everywhere: contact, consent, enrolment, message.
 */
@Singleton
public final class InboundReports {
  private static final String UNKNOWN = "UNKNOWN";
  private static final int SIGNAL_KEY = 16;

  private final Database database;
  private final ReportRows rows;
  private final ReportCounts counts;
  private final Contacts contacts;
  private final Reachability reachability;
  private final Moves moves;
  private final Kinds kinds;
  private final Failures failures;
  private final Objections objections;
  private final Activities activities;
  private final Installation installation;
  private final MeterRegistry meters;
  private final Clock clock;

  InboundReports(
      Database database,
      ReportRows rows,
      ReportCounts counts,
      Contacts contacts,
      Reachability reachability,
      Moves moves,
      Kinds kinds,
      Failures failures,
      Objections objections,
      Activities activities,
      Installation installation,
      MeterRegistry meters,
      Clock clock) {
    this.database = database;
    this.rows = rows;
    this.counts = counts;
    this.contacts = contacts;
    this.reachability = reachability;
    this.moves = moves;
    this.kinds = kinds;
    this.failures = failures;
    this.objections = objections;
    this.activities = activities;
    this.installation = installation;
    this.meters = meters;
    this.clock = clock;
  }

  /** Acts upon a report. In the caller's transaction if there is one. */
  public Taken take(Report report) {
    Taken taken = database.write(() -> takeOnce(report));
    meters
        .counter(
            "reveil.inbound",
            "source",
            report.source().name(),
            "kind",
            taken == Taken.NEW ? report.said().kind() : taken.name())
        .increment();
    return taken;
  }

  private Taken takeOnce(Report report) {
    Instant now = clock.instant();
    Optional<Recipient> recipient = report.about().flatMap(this::recipient);
    if (recipient.isEmpty()) {
      count(report, UNKNOWN, now);
      return Taken.UNKNOWN;
    }
    if (!rows.insert(report, recipient.get(), now)) {
      return Taken.REPEATED;
    }
    act(report, recipient.get(), now);
    count(report, report.said().kind(), now);
    return Taken.NEW;
  }

  private void count(Report report, String outcome, Instant now) {
    counts.add(LocalDate.ofInstant(now, installation.zone()), report.source(), outcome);
  }

  /** Of somebody who was erased meanwhile, nothing is known any more. */
  private Optional<Recipient> recipient(SentMail mail) {
    return contacts
        .findPresent(mail.contact())
        .flatMap(contact -> database.first(
            """
            SELECT provider_group, kind, origin_id, wave_id, settled_at
              FROM message
             WHERE contact_id = ?
               AND message_id = ?
            """,
            row -> recipient(contact, mail.messageId(), row),
            mail.contact().value(),
            mail.messageId()));
  }

  private static Recipient recipient(Contact contact, long message, ResultSet row)
      throws SQLException {
    return new Recipient(
        contact,
        message,
        row.getString("provider_group"),
        row.getString("kind"),
        row.getLong("origin_id"),
        Columns.optionalText(row, "wave_id").isPresent(),
        Columns.optionalInstant(row, "settled_at"));
  }

  private void act(Report report, Recipient of, Instant now) {
    switch (report.said()) {
      case Said.Failed failed ->
        failures.returned(of.contact().id(), of.message(), failed.replyClass(), failed.text());
      case Said.Withheld _ -> failures.withheld(of.contact().id(), of.message());
      case Said.Complained(var complaint) -> {
        if (complaint == Complaint.ABUSE && isByContact(of)) {
          objections.complained(report, of, happened(report, of, now));
        }
      }
      case Said.Unsubscribed _ -> {
        if (isByContact(of)) {
          objections.unsubscribed(report, of, happened(report, of, now));
        }
      }
      case Said.Replied _ -> hear(report, of, happened(report, of, now));
      case Said.Arrived _ -> failures.arrived(of.contact().id(), of.message());
      case Said.Delayed _, Said.AutoReplied _, Said.Unclear _ -> {}
    }
  }

  /** Who reads a mailbox that is yet to be confirmed may be somebody else (A43). */
  private boolean isByContact(Recipient of) {
    return kinds.isToOwnAddress(of.kind());
  }

  /**
   * A sign of life, and proof that the mailbox lives; of whoever never confirmed it says nothing, nor if it comes from a
   * mailbox that the person left (A12, A21, A43).
   */
  private void hear(Report report, Recipient of, Instant at) {
    if (of.contact().state() == ContactState.PENDING || !isByContact(of) || wasLeft(of)) {
      return;
    }
    reachability.markReachable(of.contact().id());
    activities.record(List.of(new ContactEvent(
        of.contact().id(),
        new Signal.Replied(of.message()),
        at,
        Arrays.copyOf(report.key(), SIGNAL_KEY),
        "reply")));
  }

  /** In doubt it was: whoever holds a former mailbox may be anybody. */
  private boolean wasLeft(Recipient of) {
    return moves
        .movedAt(of.contact().id())
        .filter(moved -> of.settled().filter(sent -> !sent.isBefore(moved)).isEmpty())
        .isPresent();
  }

  /** When it came, as its source says it; but nothing comes back before it left, and nothing after now (E2). */
  private static Instant happened(Report report, Recipient of, Instant now) {
    Instant left = of.settled().orElse(report.at());
    Instant at = report.at().isBefore(left) ? left : report.at();
    return at.isAfter(now) ? now : at;
  }
}
