package io.reveil.campaign.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The draw of the holdout (F7). */
class SeedTest {
  private static final int PEOPLE = 20_000;
  private static final long[] BUCKETS = new Random(7).longs(PEOPLE).toArray();

  private final byte[] secret = Seed.draw();
  private final Seed seed = new Seed(secret, "win-back");

  @Test
  void aShareOfTheBaseIsHeldOutWithinWhatChanceAllows() {
    double deviation = Math.sqrt(PEOPLE * 0.10 * 0.90);

    assertThat((double) heldOut(seed, 0.10).length).isCloseTo(2_000, within(4 * deviation));
  }

  @Test
  void theSameSeedHoldsOutTheSamePeople() {
    assertThat(heldOut(new Seed(secret, "win-back"), 0.10)).isEqualTo(heldOut(seed, 0.10));
  }

  @Test
  void aLargerShareKeepsThoseOfTheSmaller() {
    assertThat(heldOut(seed, 0.20)).contains(heldOut(seed, 0.10));
  }

  @Test
  void anotherCampaignHoldsOutOthers() {
    assertThat(heldOut(new Seed(secret, "spring"), 0.10)).isNotEqualTo(heldOut(seed, 0.10));
    assertThat(heldOut(new Seed(Seed.draw(), "win-back"), 0.10)).isNotEqualTo(heldOut(seed, 0.10));
  }

  @Test
  void nobodyIsHeldOutOfNothing() {
    assertThat(heldOut(seed, 0)).isEmpty();
  }

  @Test
  void theDigestOfASetDoesNotDependOnItsOrder() {
    assertThat(Seed.digest(new long[] {3, -1, 2})).isEqualTo(Seed.digest(new long[] {2, 3, -1}));
    assertThat(Seed.digest(new long[] {3, -1})).isNotEqualTo(Seed.digest(new long[] {3, 1}));
  }

  private static long[] heldOut(Seed seed, double share) {
    return LongStream.of(BUCKETS).filter(bucket -> seed.holdsOut(bucket, share)).toArray();
  }
}
