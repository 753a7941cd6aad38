package io.reveil.consent.suppression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveil.consent.suppression.Suppressions.Ban;
import io.reveil.job.Raced;
import io.reveil.kernel.DigestTrail;
import io.reveil.kernel.EmailAddress;
import io.reveil.key.AddressDigests;
import io.reveil.key.Peppers;
import io.reveil.testing.Rig;
import io.reveil.testing.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A complaint is given an end, or loses it again, while the pepper under it changes (A49, B15, D7). */
@Tag("sql")
class ComplaintNestingTest {
  private static final AtomicLong ADDRESSES = new AtomicLong();

  @RegisterExtension
  static final Rig rig = Rig.with(Map.of("reveil.test", "complaint-nesting"));

  private final Suppressions suppressions = rig.bean(Suppressions.class);
  private final LastingBans lasting = rig.bean(LastingBans.class);
  private final AddressDigests digests = rig.bean(AddressDigests.class);
  private final SuppressionNesting nesting = rig.bean(SuppressionNesting.class);

  @BeforeEach
  void empty() {
    rig.empty();
  }

  private List<DigestTrail> complaints(int count) {
    List<DigestTrail> complaining =
        IntStream.range(0, count).mapToObj(_ -> anAddress()).toList();
    complaining.forEach(this::complain);
    return complaining;
  }

  private DigestTrail anAddress() {
    return digests.of(EmailAddress.parse("angry" + ADDRESSES.incrementAndGet() + "@example.org")
        .orElseThrow());
  }

  private void complain(DigestTrail address) {
    suppressions.add(address, SuppressionReason.COMPLAINT, "spam");
  }

  /** The person confirmed, so that it ends when it is 180 days old. */
  private void end(DigestTrail address) {
    rig.database().write(() -> suppressions.lift(address));
  }

  /** It was not the person who had confirmed. */
  private void bringBack(DigestTrail address) {
    Ban ended = new Ban(
        address, SuppressionReason.COMPLAINT, Optional.of(TestClock.START), Optional.of("spam"));
    rig.database().write(() -> lasting.restore(List.of(ended)));
  }

  private void rotate() {
    rig.bean(Peppers.class).rotate();
  }

  private boolean nestAll() {
    boolean more = true;
    while (more) {
      more = nesting.round();
    }
    return nesting.rows().keySet().stream().allMatch(pepper -> pepper == digests.newest());
  }

  private static long endless() {
    return rig.database()
        .first("SELECT COUNT(*) FROM suppression WHERE valid_until IS NULL", row -> row.getLong(1))
        .orElseThrow();
  }

  @Test
  void anEndThatComesAfterABanWasReadIsKept() {
    DigestTrail address = complaints(1).getFirst();
    rotate();
    List<StoredBan> read = nesting.older();
    end(address);

    rig.database().write(() -> nesting.raise(read));

    assertThat(endless()).isZero();
    assertThat(nestAll()).isTrue();
    assertThat(endless()).isZero();
    assertThat(suppressions.silentUntil(address)).isPresent();
  }

  /** Else it would run out, and the complainer get mail. */
  @Test
  void aBanThatLostItsEndAfterItWasReadHasNone() {
    DigestTrail address = complaints(1).getFirst();
    end(address);
    rotate();
    List<StoredBan> read = nesting.older();
    bringBack(address);

    rig.database().write(() -> nesting.raise(read));

    assertThat(endless()).isOne();
    assertThat(nestAll()).isTrue();
    assertThat(endless()).isOne();
    rig.clock().tick(Duration.ofDays(181));
    assertThat(suppressions.opposition(address)).isPresent();
  }

  /** Two rows of one person become one, of which both ends are compared. */
  @Test
  void twoBansBecomeOneAsBothStand() {
    DigestTrail old = complaints(1).getFirst();
    rotate();
    complain(digests.renewed(old));
    end(old);
    StoredBan newer = standing();
    bringBack(old);

    assertThatThrownBy(() -> nesting.unite(newer, newer)).isInstanceOf(Raced.class);

    assertThat(nestAll()).isTrue();
    assertThat(rig.count("suppression")).isOne();
    assertThat(endless()).isOne();
  }

  private StoredBan standing() {
    return rig.database().first("""
            SELECT address_digest, pepper_id, reason, source, created_at, valid_until
              FROM suppression
             WHERE pepper_id = ?
            """, StoredBan::read, digests.newest()).orElseThrow();
  }

  /** Two connections. */
  @Test
  void complaintsEndWhileTheyMove() throws Exception {
    List<DigestTrail> ending = complaints(300);
    List<DigestTrail> staying = complaints(300);
    rotate();

    whileTheyMove(ending, this::end);

    assertThat(endless()).isEqualTo(staying.size());
    assertThat(ending)
        .allSatisfy(address -> assertThat(suppressions.silentUntil(address)).isPresent());
    assertThat(staying)
        .allSatisfy(address -> assertThat(suppressions.opposition(address)).isPresent());
  }

  /** Two connections. */
  @Test
  void complaintsComeBackWhileTheyMove() throws Exception {
    List<DigestTrail> returning = complaints(300);
    List<DigestTrail> ended = complaints(300);
    returning.forEach(this::end);
    ended.forEach(this::end);
    rotate();

    whileTheyMove(returning, this::bringBack);

    assertThat(endless()).isEqualTo(returning.size());
    assertThat(returning)
        .allSatisfy(address -> assertThat(suppressions.opposition(address)).isPresent());
    assertThat(ended)
        .allSatisfy(address -> assertThat(suppressions.silentUntil(address)).isPresent());
  }

  private void whileTheyMove(List<DigestTrail> changing, Consumer<DigestTrail> change)
      throws Exception {
    CyclicBarrier together = new CyclicBarrier(2);
    try (var threads = Executors.newFixedThreadPool(2)) {
      Future<?> acting = threads.submit(() -> {
        together.await();
        changing.forEach(change);
        return true;
      });
      Future<?> moving = threads.submit(() -> {
        together.await();
        return nestAll();
      });
      acting.get();
      moving.get();
    }
    assertThat(nestAll()).isTrue();
    assertThat(rig.count("suppression")).isEqualTo(600);
  }
}
