package io.reveil.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.kernel.ContactId;
import io.reveil.testing.Rig;
import io.reveil.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which hits wait to be judged (C4). */
@Tag("sql")
class UnjudgedTest {
  @RegisterExtension
  static final Rig rig = Rig.standard();

  private static final Instant NOW = TestClock.START;

  private final Unjudged unjudged = rig.bean(Unjudged.class);

  @BeforeEach
  void nobodyFetchedAnything() {
    rig.empty();
  }

  private static Hit hit(long id, Instant at) {
    return new Hit(
        new ContactId(id),
        id,
        1,
        HitKind.CLICK,
        1,
        Hit.Means.GET,
        at,
        Optional.empty(),
        Optional.empty());
  }

  private List<Unjudged.Group> due() {
    return unjudged.due(NOW.plus(rig.bean(TrackingConfig.class).settle()), 100);
  }

  /** The longest numbers that there are. */
  @Test
  void manyHitsMakeFewRowsAndNoneIsForgotten() {
    List<Hit> hits = LongStream.range(0, 250)
        .mapToObj(back -> hit(Long.MAX_VALUE - back, NOW))
        .toList();

    unjudged.add(hits);

    assertThat(due()).hasSize(3);
    assertThat(due())
        .flatExtracting(Unjudged.Group::hits)
        .containsExactlyInAnyOrderElementsOf(hits.stream().map(HitKey::of).toList());
  }

  /** Each hit of a group has its whole window (C4). */
  @Test
  void aGroupWaitsForItsLastHit() {
    unjudged.add(List.of(hit(1, NOW.plusMillis(5)), hit(2, NOW)));
    assertThat(due()).isEmpty();

    unjudged.add(List.of(hit(3, NOW)));
    assertThat(due())
        .singleElement()
        .extracting(Unjudged.Group::hits)
        .isEqualTo(List.of(new HitKey(new ContactId(3), 3)));
  }

  /** (C4) The spools of an outage are replayed one after the other: what is filed late waits for those around it as well. */
  @Test
  void whatIsFiledLateWaitsAsLongAsWhatIsNew() {
    rig.clock().tick(Duration.ofHours(1));
    unjudged.add(List.of(hit(1, NOW)));

    assertThat(due()).isEmpty();
    assertThat(unjudged.due(
            rig.clock().instant().plus(rig.bean(TrackingConfig.class).settle()), 100))
        .hasSize(1);
  }

  @Test
  void aGroupIsTakenOnce() {
    unjudged.add(List.of(hit(1, NOW)));
    List<Unjudged.Group> group = due();

    assertThat(unjudged.take(group)).isEqualTo(group);
    assertThat(unjudged.take(group)).isEmpty();
    assertThat(due()).isEmpty();
  }
}
