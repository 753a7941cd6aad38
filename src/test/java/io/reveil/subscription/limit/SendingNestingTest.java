package io.reveil.subscription.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.kernel.DigestTrail;
import io.reveil.kernel.EmailAddress;
import io.reveil.key.AddressDigests;
import io.reveil.key.Peppers;
import io.reveil.testing.Rig;
import io.reveil.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The pepper changes while mails are counted (B26, D7): {@code src/docs/decisions/0004-peppers.md}. */
@Tag("sql")
class SendingNestingTest {
  private static final Instant START = TestClock.START;
  private static final EmailAddress ADA = EmailAddress.parse("ada@example.org").orElseThrow();

  @RegisterExtension
  static final Rig rig = Rig.with(Map.of("reveil.test", "sending-nesting"));

  private final AddressDigests digests = rig.bean(AddressDigests.class);
  private final DoiSendings sendings = rig.bean(DoiSendings.class);
  private final SendingNesting nesting = rig.bean(SendingNesting.class);

  private DigestTrail old = digests.of(ADA);

  @BeforeEach
  void rotated() {
    rig.empty();
    old = digests.of(ADA);
    rig.bean(Peppers.class).rotate();
  }

  private static Instant day(int number) {
    return START.plus(Duration.ofDays(number));
  }

  private static void count(DigestTrail address, Instant latest, Optional<Instant> second) {
    rig.database()
        .update(
            "INSERT INTO doi_sending (address_digest, pepper_id, latest_at, second_at) VALUES (?, ?, ?, ?)",
            address.newest().bytes(),
            address.newest().pepperId(),
            latest,
            second);
  }

  private void nest() {
    assertThat(nesting.round()).isFalse();
    assertThat(rig.count("doi_sending")).isOne();
    assertThat(nesting.rows()).containsOnlyKeys(digests.newest());
  }

  private boolean claim(Instant at) {
    return sendings.claim(digests.of(ADA), at);
  }

  @Test
  void aCountAloneMovesWithItsDates() {
    count(old, day(3), Optional.of(day(0)));

    nest();

    assertThat(claim(day(4).minusSeconds(1))).isFalse();
    assertThat(claim(day(5))).isTrue();
    assertThat(claim(day(29))).isFalse();
  }

  @Test
  void theMailsOfBothCountsCount() {
    count(old, day(3), Optional.of(day(0)));
    count(digests.of(ADA), day(2), Optional.empty());

    nest();

    assertThat(claim(day(29))).isFalse();
    assertThat(claim(day(30))).isTrue();
  }

  @Test
  void theLaterMailHoldsTheNextOneBackWhicheverCountHasIt() {
    count(old, day(3), Optional.empty());
    count(digests.of(ADA), day(0), Optional.empty());

    nest();

    assertThat(claim(day(4).minusSeconds(1))).isFalse();
    assertThat(claim(day(4))).isTrue();
    assertThat(claim(day(29))).isFalse();
  }

  @Test
  void ofMoreThanThreeTheLatestStay() {
    count(old, day(9), Optional.of(day(1)));
    count(digests.of(ADA), day(8), Optional.of(day(5)));

    nest();

    assertThat(claim(day(34))).isFalse();
    assertThat(claim(day(35))).isTrue();
  }
}
