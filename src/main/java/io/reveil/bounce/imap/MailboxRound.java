package io.reveil.bounce.imap;

import io.micrometer.core.instrument.MeterRegistry;
import io.reveil.job.Leases;
import io.reveil.job.Recurring;
import io.reveil.kernel.Scrub;
import jakarta.inject.Singleton;
import jakarta.mail.MessagingException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks into the mailbox again and again, on one node at a time. */
@Singleton
class MailboxRound implements Recurring {
  private static final Logger LOG = LoggerFactory.getLogger(MailboxRound.class);
  private static final Duration LEASE = Duration.ofMinutes(5);

  private final Leases leases;
  private final ImapConfig config;
  private final Mailbox mailbox;
  private final AtomicInteger reached = new AtomicInteger(1);

  MailboxRound(Leases leases, ImapConfig config, Mailbox mailbox, MeterRegistry meters) {
    this.leases = leases;
    this.config = config;
    this.mailbox = mailbox;
    meters.gauge("reveil.inbound.mailbox.reached", reached);
  }

  @Override
  public String name() {
    return "inbound-mailbox";
  }

  @Override
  public Duration pause() {
    return config.poll();
  }

  /** One folder's worth of a bounded number of mails. What breaks off goes on where it was committed. */
  @Override
  public boolean round() {
    if (!config.isRead() || !leases.claim(name(), LEASE)) {
      return false;
    }
    try {
      boolean more = mailbox.readSome();
      reached.set(1);
      return more;
    } catch (MessagingException | UncheckedIOException e) {
      reached.set(0);
      LOG.warn(
          "the mailbox at {} cannot be read and will be tried again: {}",
          config.host(),
          Scrub.text(String.valueOf(e.getMessage())));
      return false;
    }
  }
}
