package io.reveil.consent.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.kernel.AddressDigest;
import io.reveil.kernel.DigestTrail;
import io.reveil.testing.Rig;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The "liste repoussoir" (A49). */
@Tag("sql")
class SuppressionsTest {
  private static final AtomicLong ADDRESSES = new AtomicLong();

  @RegisterExtension
  static final Rig rig = Rig.standard();

  private final Suppressions suppressions = rig.bean(Suppressions.class);

  @Test
  void objectionsAndComplaintsKeepAnImportOut() {
    DigestTrail objected = anAddress();
    DigestTrail complained = anAddress();
    DigestTrail notMe = anAddress();
    DigestTrail bounced = anAddress();
    suppressions.add(objected, SuppressionReason.OBJECTION, "unsubscribe page");
    suppressions.add(complained, SuppressionReason.COMPLAINT, "feedback loop");
    suppressions.add(notMe, SuppressionReason.NOT_ME, "double opt-in mail");
    suppressions.add(bounced, SuppressionReason.BOUNCE, "550 5.1.1");

    assertThat(suppressions.opposed(List.of(objected, complained, notMe, bounced, anAddress())))
        .containsExactlyInAnyOrder(objected, complained);
  }

  @Test
  void aRepetitionChangesNothing() {
    DigestTrail address = anAddress();
    suppressions.add(address, SuppressionReason.COMPLAINT, "feedback loop");
    rig.clock().tick(Duration.ofDays(179));

    suppressions.add(address, SuppressionReason.COMPLAINT, "feedback loop");
    rig.clock().tick(Duration.ofDays(1));
    suppressions.lift(address);

    assertThat(suppressions.opposed(List.of(address))).isEmpty();
  }

  /** "Ce n'est pas moi" blocks DOI mail for 180 days, and may be said again (B11). */
  @Test
  void notMeBlocksDoiMailForHalfAYear() {
    DigestTrail address = anAddress();
    suppressions.add(address, SuppressionReason.NOT_ME, "double opt-in mail");
    rig.clock().tick(Duration.ofDays(179));
    boolean shortlyBefore = suppressions.blocksDoi(address);
    rig.clock().tick(Duration.ofDays(1));
    boolean after = suppressions.blocksDoi(address);

    suppressions.add(address, SuppressionReason.NOT_ME, "double opt-in mail");

    assertThat(shortlyBefore).isTrue();
    assertThat(after).isFalse();
    assertThat(suppressions.blocksDoi(address)).isTrue();
  }

  @Test
  void aConfirmationLiftsAllButAFreshComplaint() {
    DigestTrail address = anAddress();
    for (SuppressionReason reason : SuppressionReason.values()) {
      suppressions.add(address, reason, "test");
    }

    suppressions.lift(address);

    assertThat(suppressions.list(List.of(address)).get(address))
        .containsExactly(SuppressionReason.COMPLAINT);
  }

  @Test
  void aComplaintThatAConfirmationFollowedEndsByItselfAfterHalfAYear() {
    DigestTrail address = anAddress();
    suppressions.add(address, SuppressionReason.COMPLAINT, "feedback loop");
    Instant end = rig.clock().instant().plus(Period.ofDays(180));
    rig.clock().tick(Period.ofDays(100));

    suppressions.lift(address);

    assertThat(suppressions.silentUntil(address)).contains(end);
    assertThat(suppressions.opposed(List.of(address))).containsExactly(address);
    assertThat(suppressions.opposition(address)).as("taken back").isEmpty();
    rig.clock().tick(Period.ofDays(80));
    assertThat(suppressions.opposed(List.of(address))).isEmpty();
    assertThat(suppressions.silentUntil(address)).isEmpty();
    assertThat(suppressions.addAll(
            List.of(new Suppressions.Ban(address, SuppressionReason.COMPLAINT)), "list"))
        .as("before the sweep")
        .containsExactly(true);
  }

  /** (A49, B11): what a confirmation lifted that was nobody's stands as if it had never been lifted. */
  @Test
  void aLiftedBanComesBackAsItWas() {
    LastingBans lasting = rig.bean(LastingBans.class);
    DigestTrail address = anAddress();
    suppressions.add(address, SuppressionReason.OBJECTION, "hotline");
    suppressions.add(address, SuppressionReason.COMPLAINT, "feedback loop");
    List<Suppressions.Ban> before = lasting.list(address);
    rig.clock().tick(Period.ofDays(100));
    suppressions.lift(address);
    assertThat(lasting.list(address)).isEmpty();

    rig.database().write(() -> lasting.restore(before));

    assertThat(before).hasSize(2);
    assertThat(lasting.list(address)).isEqualTo(before);
    rig.database().write(() -> lasting.restore(before));
    assertThat(lasting.list(address)).isEqualTo(before);
  }

  /** (A49): who objected anew since did so then. */
  @Test
  void aBanThatBeganSinceIsNotReplacedByTheLiftedOne() {
    LastingBans lasting = rig.bean(LastingBans.class);
    DigestTrail address = anAddress();
    suppressions.add(address, SuppressionReason.OBJECTION, "hotline");
    List<Suppressions.Ban> before = lasting.list(address);
    suppressions.lift(address);
    rig.clock().tick(Period.ofDays(1));
    suppressions.add(address, SuppressionReason.OBJECTION, "everything");
    List<Suppressions.Ban> since = lasting.list(address);

    rig.database().write(() -> lasting.restore(before));

    assertThat(lasting.list(address)).isEqualTo(since).isNotEqualTo(before);
  }

  /** (A49, B15): whoever complains again after a confirmation is banned without an end again. */
  @Test
  void anotherComplaintAfterAConfirmationBeginsTheBanAnew() {
    DigestTrail address = anAddress();
    suppressions.add(address, SuppressionReason.COMPLAINT, "feedback loop");
    rig.clock().tick(Period.ofDays(100));
    suppressions.lift(address);

    suppressions.add(address, SuppressionReason.COMPLAINT, "feedback loop");

    assertThat(suppressions.silentUntil(address)).isEmpty();
    rig.clock().tick(Period.ofDays(90));
    assertThat(suppressions.opposed(List.of(address))).containsExactly(address);
    suppressions.lift(address);
    assertThat(suppressions.opposed(List.of(address))).as("90 days old").containsExactly(address);
  }

  @Test
  void onlyEndedBansAreRemoved() {
    DigestTrail address = anAddress();
    suppressions.add(address, SuppressionReason.NOT_ME, "double opt-in mail");
    suppressions.add(address, SuppressionReason.OBJECTION, "unsubscribe page");
    rig.clock().tick(Duration.ofDays(181));
    long before = rig.count("suppression");

    boolean more = rig.bean(BanEnds.class).removeEnded();

    assertThat(more).isFalse();
    assertThat(rig.count("suppression")).isLessThan(before);
    assertThat(suppressions.opposed(List.of(address))).containsExactly(address);
  }

  /** (A49) Three years are the least that the law wants; no time ends an objection here, and no setting can. */
  @Test
  void anObjectionOutlivesEveryTerm() {
    DigestTrail address = anAddress();
    suppressions.add(address, SuppressionReason.OBJECTION, "unsubscribe page");
    rig.clock().tick(Duration.ofDays(30 * 365));

    rig.bean(BanEnds.class).removeEnded();

    assertThat(suppressions.opposed(List.of(address))).containsExactly(address);
  }

  private static DigestTrail anAddress() {
    byte[] digest = ByteBuffer.allocate(AddressDigest.LENGTH)
        .putLong(ADDRESSES.incrementAndGet())
        .array();
    return new DigestTrail(List.of(List.of(new AddressDigest(digest, 1))));
  }
}
