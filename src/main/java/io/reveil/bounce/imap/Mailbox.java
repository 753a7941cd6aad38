package io.reveil.bounce.imap;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.reveil.bounce.report.InboundReports;
import io.reveil.bounce.report.MailReports;
import io.reveil.bounce.report.Report;
import io.reveil.job.Database;
import io.reveil.job.DatabaseException;
import io.reveil.job.Raced;
import io.reveil.kernel.Scrub;
import jakarta.inject.Singleton;
import jakarta.mail.MessagingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what came back, in the order it came: act and note how far, in one transaction a mail; then move the batch. What
 * breaks off between the two is moved by whoever comes next, and acted upon no second time. Mails that have nothing to do
 * with ours stay as they are.
 */
@Singleton
class Mailbox {
  private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);
  private static final int BATCH = 500;
  private static final int TOLD_EVERY = 5_000;

  private final ImapConfig config;
  private final Places places;
  private final MailReports reading;
  private final InboundReports reports;
  private final Database database;
  private final Counter unreadable;
  private long read;
  private long told;

  Mailbox(
      ImapConfig config,
      Places places,
      MailReports reading,
      InboundReports reports,
      Database database,
      MeterRegistry meters) {
    this.config = config;
    this.places = places;
    this.reading = reading;
    this.reports = reports;
    this.database = database;
    unreadable = meters.counter("reveil.inbound.mailbox.unreadable");
  }

  /** A batch; true if there may be more. */
  boolean readSome() throws MessagingException {
    try (ImapFolder folder = ImapFolder.open(config, config.folder())) {
      long validity = folder.validity();
      Place place = moveTheRest(folder, database.write(() -> places.at(config.folder(), validity)));
      List<Long> uids = folder.after(place.takenTo(), BATCH);
      Batch batch = new Batch(place);
      for (long uid : uids) {
        take(folder, uid, batch);
      }
      move(folder, batch);
      tell(folder, uids.size());
      return uids.size() == BATCH;
    }
  }

  /** What is to be moved, and how far the batch has come. */
  private static final class Batch {
    private final List<Long> done = new ArrayList<>();
    private final List<Long> review = new ArrayList<>();
    private final List<Long> unreadable = new ArrayList<>();
    private Place place;

    private Batch(Place place) {
      this.place = place;
    }

    private void sort(long uid, Report report) {
      (report.isForPeople() ? review : done).add(uid);
    }
  }

  private void take(ImapFolder folder, long uid, Batch batch) throws MessagingException {
    Optional<Report> report = read(folder, uid, batch);
    Place before = batch.place;
    Place after = before.takenTo(uid);
    try {
      batch.place = database.write(() -> {
        report.ifPresent(reports::take);
        return places.change(config.folder(), before, after);
      });
      report.ifPresent(ours -> batch.sort(uid, ours));
    } catch (RuntimeException e) {
      if (!isOfTheMail(e)) {
        throw e;
      }
      LOG.error("mail {} is for review: {}", uid, Scrub.text(String.valueOf(e.getMessage())));
      batch.place = database.write(() -> places.change(config.folder(), before, after));
      batch.review.add(uid);
    }
  }

  /** One mail that fails for itself must not keep the others back; with the database, all fail. */
  private static boolean isOfTheMail(RuntimeException failure) {
    return failure instanceof DatabaseException of ? of.isOfValue() : !(failure instanceof Raced);
  }

  /** Nothing also if the server cannot give the mail: the others must not wait for it. */
  private Optional<Report> read(ImapFolder folder, long uid, Batch batch)
      throws MessagingException {
    try {
      return folder.read(uid).flatMap(mail -> reading.read(mail.raw(), mail.receivedAt()));
    } catch (ImapFolder.Unreadable e) {
      LOG.error(
          "mail {} is for review, its server cannot give it: {}",
          uid,
          Scrub.text(String.valueOf(e.getMessage())));
      unreadable.increment();
      batch.unreadable.add(uid);
      return Optional.empty();
    }
  }

  private Place move(ImapFolder folder, Batch batch) throws MessagingException {
    folder.move(batch.done, config.done());
    folder.move(batch.review, config.review());
    for (long uid : batch.unreadable) {
      if (!folder.couldMove(uid, config.review())) {
        LOG.error("mail {} cannot be moved either, and stays in {}", uid, config.folder());
      }
    }
    Place before = batch.place;
    return before.takenTo() == before.movedTo()
        ? before
        : database.write(() -> places.change(config.folder(), before, before.moved()));
  }

  /** Where whoever was here before broke off, it had acted: only where each mail belongs is found out again. */
  private Place moveTheRest(ImapFolder folder, Place place) throws MessagingException {
    if (place.takenTo() == place.movedTo()) {
      return place;
    }
    Batch batch = new Batch(place);
    for (long uid : folder.between(place.movedTo(), place.takenTo())) {
      read(folder, uid, batch).ifPresent(ours -> batch.sort(uid, ours));
    }
    return move(folder, batch);
  }

  private void tell(ImapFolder folder, int more) throws MessagingException {
    read += more;
    boolean idle = more < BATCH;
    if (read > told && (idle || read - told >= TOLD_EVERY)) {
      LOG.info("{} mails read since the start, {} are in the folder", read, folder.size());
      told = read;
    }
  }
}
