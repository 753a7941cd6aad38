package io.reveil.delivery.guard;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.reveil.kernel.Demands;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * When failures are taken for a storm: a provider that refuses us, not addresses that are gone (B30).
 *
 * @param least so many refusals of our sending within an hour of one provider group's mail, at least
 * @param share and this share of that mail, as in 5%
 * @param settle how long a failure waits before it counts against an address, so that a storm shows first
 */
@ConfigurationProperties("reveil.guard")
record GuardConfig(int least, String share, Duration settle) {
  private static final Pattern SHARE = Pattern.compile("[1-9]\\d?%");
  private static final int MOST = 1_000_000;
  /** Where every second address of a provider is unknown within an hour, it is its directory that is gone. */
  private static final int SHARE_OF_A_BROKEN_PROVIDER = 50;

  GuardConfig {
    Demands.of("reveil.guard")
        .between("least", least, 1, MOST)
        .that(SHARE.matcher(share).matches(), "share", "give a share from 1% to 99%, as in 5%.")
        .between("settle", settle, Duration.ofMinutes(1), Duration.ofDays(2))
        .orRefuse();
  }

  /** Whether so many refusals of our sending among so many mails are too many to be single readers' doing. */
  boolean isRefusal(long blocked, long offered) {
    return isMuch(blocked, Integer.parseInt(share.substring(0, share.length() - 1)), offered);
  }

  /**
   * Whether so many failures of any kind are more than people who left explain: of a base that was not written to for years,
   * every tenth or fourth address may be gone.
   */
  boolean isBreakdown(long failed, long offered) {
    return isMuch(failed, SHARE_OF_A_BROKEN_PROVIDER, offered);
  }

  private boolean isMuch(long failed, int percent, long offered) {
    return failed >= least && failed * 100 >= percent * offered;
  }
}
