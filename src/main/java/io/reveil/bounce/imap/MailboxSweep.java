package io.reveil.bounce.imap;

import io.reveil.job.Leases;
import io.reveil.job.Recurring;
import io.reveil.kernel.Scrub;
import jakarta.inject.Singleton;
import jakarta.mail.FolderNotFoundException;
import jakarta.mail.MessagingException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes what was acted upon when its time is over: reports name people, and outlive an erasure otherwise (A20). What is
 * for people to read is theirs to delete.
 */
@Singleton
class MailboxSweep implements Recurring {
  private static final Logger LOG = LoggerFactory.getLogger(MailboxSweep.class);
  private static final Duration LEASE = Duration.ofMinutes(5);
  private static final int BATCH = 500;

  private final Leases leases;
  private final ImapConfig config;
  private final Clock clock;

  MailboxSweep(Leases leases, ImapConfig config, Clock clock) {
    this.leases = leases;
    this.config = config;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "inbound-sweep";
  }

  @Override
  public Duration pause() {
    return Duration.ofHours(1);
  }

  @Override
  public boolean round() {
    if (!config.isRead() || !leases.claim(name(), LEASE)) {
      return false;
    }
    try {
      return sweep(clock.instant().minus(config.kept()));
    } catch (MessagingException | UncheckedIOException e) {
      LOG.warn(
          "what is old in {} cannot be deleted and will be tried again: {}",
          config.done(),
          Scrub.text(String.valueOf(e.getMessage())));
      return false;
    }
  }

  private boolean sweep(Instant before) throws MessagingException {
    try (ImapFolder folder = ImapFolder.open(config, config.done())) {
      return folder.dropBefore(before, BATCH);
    } catch (FolderNotFoundException _) {
      // Nothing was moved yet.
      return false;
    }
  }
}
