package io.reveil.delivery.guard;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.reveil.kernel.Demands;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * When failures are taken for a storm: a provider that refuses us, not addresses that are gone (B30).
 *
 * @param least so many failures within an hour of one provider group's mail, at least
 * @param share and this share of that mail, as in 5%
 * @param settle how long a failure waits before it counts against an address, so that a storm shows first
 */
@ConfigurationProperties("reveil.guard")
record GuardConfig(int least, String share, Duration settle) {
  private static final Pattern SHARE = Pattern.compile("[1-9]\\d?%");
  private static final int MOST = 1_000_000;

  GuardConfig {
    Demands.of("reveil.guard")
        .between("least", least, 1, MOST)
        .that(SHARE.matcher(share).matches(), "share", "give a share from 1% to 99%, as in 5%.")
        .between("settle", settle, Duration.ofMinutes(1), Duration.ofDays(2))
        .orRefuse();
  }

  /** Whether so many failures among so many mails are too many to be the readers' doing. */
  boolean isStorm(long failed, long offered) {
    long percent = Long.parseLong(share.substring(0, share.length() - 1));
    return failed >= least && failed * 100 >= percent * offered;
  }
}
