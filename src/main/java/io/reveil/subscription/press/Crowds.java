package io.reveil.subscription.press;

import io.reveil.consent.ledger.Circumstances;
import io.reveil.job.Recurring;
import io.reveil.kernel.EmailAddress;
import io.reveil.key.Hmac;
import io.reveil.subscription.SubscriptionConfig;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.function.Predicate;

/**
 * Who pressed a button that grants something lately, to see when many recipients of one mail host or one network do at
 * once. Recipients, hosts and networks are hashes under a key of this process, kept for minutes in memory and nowhere
 * else; forgotten when their time is over, whether or not anybody presses after them.
 *
 * <p>Each node has its own. A crowd that is spread over several nodes, or cut by a restart, is seen later or not at all;
 * none is ever seen that is not there. So it can spare a robot the question, and never asks a person more than one node
 * alone would.
 */
@Singleton
class Crowds implements Recurring {
  private static final int MOST = 10_000;
  private static final int KEY_LENGTH = 32;

  private final Duration within;
  private final Clock clock;
  private final byte[] key = new byte[KEY_LENGTH];
  /** By recipient, the oldest first. */
  private final LinkedHashMap<String, Pressed> lately = new LinkedHashMap<>();

  Crowds(SubscriptionConfig config, Clock clock) {
    this.within = config.crowdWithin();
    this.clock = clock;
    new SecureRandom().nextBytes(key);
  }

  private record Pressed(String host, String network, boolean atOnce, Instant at) {}

  /** Counts a recipient in, and says how many others pressed within the time; nobody counts twice. */
  synchronized Circumstances.Others join(
      EmailAddress recipient, String network, boolean atOnce, Instant now) {
    String who = hash("recipient", recipient.key());
    var pressed =
        new Pressed(hash("host", recipient.domain()), hash("network", network), atOnce, now);
    forget(now);
    lately.remove(who);
    Predicate<Pressed> ofHost = one -> one.host().equals(pressed.host());
    var others = new Circumstances.Others(
        count(ofHost),
        count(ofHost.and(Pressed::atOnce)),
        count(one -> one.network().equals(pressed.network())),
        within);
    lately.put(who, pressed);
    if (lately.size() > MOST) {
      lately.pollFirstEntry();
    }
    return others;
  }

  @Override
  public String name() {
    return "crowds";
  }

  @Override
  public Duration pause() {
    return Duration.ofSeconds(1);
  }

  /** Each node forgets its own. */
  @Override
  public synchronized boolean round() {
    forget(clock.instant());
    return false;
  }

  private void forget(Instant now) {
    lately.values().removeIf(one -> !isRecent(one, now));
  }

  /** One of the future was counted before the clock was set back. */
  private boolean isRecent(Pressed one, Instant now) {
    return !one.at().isAfter(now) && now.isBefore(one.at().plus(within));
  }

  private int count(Predicate<Pressed> wanted) {
    return Math.toIntExact(lately.values().stream().filter(wanted).count());
  }

  private String hash(String kind, String value) {
    byte[] tag = Hmac.tag(key, (kind + ":" + value).getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(tag);
  }
}
