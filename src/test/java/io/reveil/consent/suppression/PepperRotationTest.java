package io.reveil.consent.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.consent.suppression.Suppressions.Ban;
import io.reveil.job.Columns;
import io.reveil.kernel.AddressDigest;
import io.reveil.kernel.DigestTrail;
import io.reveil.kernel.EmailAddress;
import io.reveil.key.AddressDigests;
import io.reveil.key.Nesting;
import io.reveil.key.Peppers;
import io.reveil.key.PlainHash;
import io.reveil.testing.Rig;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Bans while the pepper under them changes (A49, D7): {@code src/docs/decisions/0004-peppers.md}. */
@Tag("sql")
class PepperRotationTest {
  private static final String MD5_OF_ADA = "5bfcf2d8e394674550332640d72db509";
  private static final AtomicLong ADDRESSES = new AtomicLong();

  @RegisterExtension
  static final Rig rig = Rig.with(Map.of("reveil.test", "pepper-rotation"));

  private final Suppressions suppressions = rig.bean(Suppressions.class);
  private final AddressDigests digests = rig.bean(AddressDigests.class);
  private final Peppers peppers = rig.bean(Peppers.class);
  private final SuppressionNesting nesting = rig.bean(SuppressionNesting.class);

  @BeforeEach
  void empty() {
    rig.empty();
  }

  private DigestTrail anAddress() {
    return digests.of(EmailAddress.parse("reader" + ADDRESSES.incrementAndGet() + "@example.org")
        .orElseThrow());
  }

  private List<DigestTrail> addresses(int count) {
    return IntStream.range(0, count).mapToObj(_ -> anAddress()).toList();
  }

  private void ban(List<DigestTrail> addresses) {
    rig.database()
        .write(() -> suppressions.addAll(
            addresses.stream()
                .map(address -> new Ban(address, SuppressionReason.OBJECTION))
                .toList(),
            "list"));
  }

  private boolean nestAll() {
    boolean more = true;
    while (more) {
      more = nesting.round();
    }
    return nesting.rows().keySet().stream().allMatch(pepper -> pepper == digests.newest());
  }

  private record Row(String reason, String source, Instant since) {}

  private static List<Row> rows() {
    return rig.database()
        .list(
            "SELECT reason, source, created_at FROM suppression ORDER BY reason",
            row -> new Row(row.getString(1), row.getString(2), Columns.instant(row, "created_at")));
  }

  @Test
  void bansAreFoundBeforeDuringAndAfterTheRewriting() {
    List<DigestTrail> banned = addresses(Nesting.SLICE + 200);
    ban(banned);
    peppers.rotate();

    assertThat(suppressions.opposed(banned)).as("before").hasSize(banned.size());
    assertThat(nesting.round()).isTrue();
    assertThat(nesting.rows()).hasSize(2);
    assertThat(suppressions.opposed(banned)).as("killed in the middle").hasSize(banned.size());
    assertThat(nestAll()).isTrue();
    assertThat(suppressions.opposed(banned)).as("after").hasSize(banned.size());
    assertThat(suppressions.opposed(addresses(3))).isEmpty();
    assertThat(rig.count("suppression")).isEqualTo(banned.size());
  }

  @Test
  void reasonSourceAndDateStay() {
    DigestTrail address = anAddress();
    EnumSet.allOf(SuppressionReason.class)
        .forEach(reason -> suppressions.add(address, reason, "of " + reason));
    List<Row> before = rows();
    rig.clock().tick(Duration.ofDays(7));
    peppers.rotate();
    peppers.rotate();

    assertThat(nestAll()).isTrue();

    assertThat(rows()).isEqualTo(before);
    assertThat(suppressions.list(List.of(address)).get(address))
        .containsExactlyInAnyOrder(SuppressionReason.values());
  }

  /** (D6) The token knows the digest as it was, and nobody knows the address. */
  @Test
  void anOldDigestAloneStillBansAndIsFoundByTheAddress() {
    DigestTrail address = anAddress();
    AddressDigest ofOldMail = address.newest();
    peppers.rotate();

    suppressions.add(digests.of(ofOldMail), SuppressionReason.OBJECTION, "unsubscribe");

    assertThat(suppressions.opposed(List.of(digests.renewed(address)))).hasSize(1);
    assertThat(nesting.rows()).containsOnlyKeys(digests.newest());
  }

  /** A node without the new pepper writes with the old one; so does a slow transaction. */
  @Test
  void aBanThatComesInUnderAnOldPepperLaterIsFoundAndFollows() {
    DigestTrail old = anAddress();
    peppers.rotate();
    nestAll();

    suppressions.add(old, SuppressionReason.OBJECTION, "unsubscribe");

    assertThat(suppressions.opposed(List.of(digests.renewed(old)))).hasSize(1);
    assertThat(nesting.rows()).containsOnlyKeys(old.newest().pepperId());
    assertThat(nestAll()).isTrue();
    assertThat(suppressions.opposed(List.of(old))).hasSize(1);
  }

  /** A repetition changes nothing, whatever the pepper: a complaint is firm for 180 days from the first. */
  @Test
  void twoRowsOfOnePersonBecomeOneSinceTheFirst() {
    DigestTrail old = anAddress();
    suppressions.add(old, SuppressionReason.COMPLAINT, "first");
    peppers.rotate();
    DigestTrail newer = digests.renewed(old);
    rig.clock().tick(Duration.ofDays(181));
    suppressions.add(newer, SuppressionReason.COMPLAINT, "second");
    assertThat(rig.count("suppression")).isEqualTo(2);

    assertThat(nestAll()).isTrue();

    assertThat(rig.count("suppression")).isEqualTo(1);
    assertThat(rows().getFirst().source()).isEqualTo("first");
    suppressions.lift(newer);
    assertThat(rig.count("suppression")).isZero();
  }

  /** (B11) What has ended begins anew, at whatever digest it stands. */
  @Test
  void anEndedNotMeOfAnOldPepperBeginsAnew() {
    DigestTrail old = anAddress();
    suppressions.add(old, SuppressionReason.NOT_ME, "doi");
    peppers.rotate();
    rig.clock().tick(Duration.ofDays(200));
    assertThat(suppressions.blocksDoi(old)).isFalse();

    suppressions.add(digests.renewed(old), SuppressionReason.NOT_ME, "doi");

    assertThat(suppressions.blocksDoi(old)).isTrue();
    assertThat(nestAll()).isTrue();
    assertThat(suppressions.blocksDoi(old)).isTrue();
    assertThat(rig.count("suppression")).isEqualTo(1);
  }

  /** Who took its digests before a rotation asks for bans that have moved since: each question is asked again. */
  @Test
  void everyQuestionOfAnOldTrailMeetsWhatHasMoved() {
    LastingBans lasting = rig.bean(LastingBans.class);
    DigestTrail old = anAddress();
    suppressions.add(old, SuppressionReason.OBJECTION, "unsubscribe");
    peppers.rotate();
    assertThat(nestAll()).isTrue();

    assertThat(suppressions.opposition(old)).isPresent();
    List<Ban> lifted = lasting.list(old);
    assertThat(lifted).extracting(Ban::reason).containsExactly(SuppressionReason.OBJECTION);
    lasting.remove(old, SuppressionReason.OBJECTION, "unsubscribe", Instant.EPOCH);
    assertThat(rig.count("suppression")).isZero();

    suppressions.add(old, SuppressionReason.COMPLAINT, "spam");
    suppressions.lift(old);
    assertThat(nestAll()).isTrue();
    assertThat(suppressions.silentUntil(old)).isPresent();
    List<Ban> ended = List.of(new Ban(
        old,
        SuppressionReason.COMPLAINT,
        Optional.of(rows().getFirst().since()),
        Optional.of("spam")));
    rig.database().write(() -> lasting.restore(ended));
    assertThat(suppressions.silentUntil(old)).isEmpty();
    assertThat(suppressions.opposition(old)).isPresent();
  }

  /** (S2.8) The list of another tool follows too. */
  @Test
  void aBanByPlainHashFollows() {
    DigestTrail ada = digests.of(EmailAddress.parse("ada@example.org").orElseThrow());
    ban(List.of(digests.of(PlainHash.MD5, MD5_OF_ADA)));
    peppers.rotate();
    boolean before = suppressions.opposed(List.of(ada)).contains(ada);

    assertThat(nestAll()).isTrue();

    assertThat(before).isTrue();
    assertThat(suppressions.opposed(List.of(ada))).containsExactly(ada);
  }

  /**
   * One connection withdraws, one rotates and rewrites, one looks up: whoever has left is found by each lookup that begins
   * afterwards.
   */
  @Test
  void noWithdrawalIsMissedWhileThePepperChanges() throws Exception {
    List<DigestTrail> leaving = addresses(400);
    ConcurrentLinkedQueue<DigestTrail> left = new ConcurrentLinkedQueue<>();
    AtomicBoolean over = new AtomicBoolean();
    try (var threads = Executors.newFixedThreadPool(3)) {
      Future<?> withdrawing = threads.submit(() -> {
        try {
          for (DigestTrail address : leaving) {
            suppressions.add(address, SuppressionReason.OBJECTION, "unsubscribe");
            left.add(address);
          }
        } finally {
          over.set(true);
        }
      });
      Future<?> rotating = threads.submit(() -> {
        for (int i = 0; i < 6 && !over.get(); i++) {
          peppers.rotate();
          nestAll();
        }
      });
      Future<List<DigestTrail>> looking = threads.submit(() -> {
        List<DigestTrail> missed = new ArrayList<>();
        while (!over.get()) {
          List<DigestTrail> gone = List.copyOf(left);
          var found = suppressions.opposed(gone);
          gone.stream().filter(address -> !found.contains(address)).forEach(missed::add);
        }
        return missed;
      });

      withdrawing.get();
      rotating.get();
      assertThat(looking.get()).isEmpty();
    }
    assertThat(nestAll()).isTrue();
    assertThat(suppressions.opposed(leaving)).hasSize(leaving.size());
    assertThat(rig.count("suppression")).isEqualTo(leaving.size());
  }

  /** Two connections: whatever moves, a confirmed request lifts the ban, and lifts no other. */
  @Test
  void aBanIsLiftedWhileItMoves() throws Exception {
    List<DigestTrail> banned = addresses(300);
    List<DigestTrail> staying = addresses(300);
    ban(banned);
    ban(staying);
    peppers.rotate();
    CyclicBarrier together = new CyclicBarrier(2);
    try (var threads = Executors.newFixedThreadPool(2)) {
      Future<?> lifting = threads.submit(() -> {
        together.await();
        banned.forEach(address -> rig.database().write(() -> suppressions.lift(address)));
        return true;
      });
      Future<?> moving = threads.submit(() -> {
        together.await();
        return nestAll();
      });
      lifting.get();
      moving.get();
    }

    assertThat(suppressions.list(banned)).isEmpty();
    assertThat(suppressions.opposed(staying)).hasSize(staying.size());
    assertThat(nestAll()).isTrue();
    assertThat(rig.count("suppression")).isEqualTo(staying.size());
  }
}
