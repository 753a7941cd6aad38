package io.reveil.tracking.age;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.testing.Rig;
import io.reveil.tracking.judging.HitBase;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is kept of a hit gets less with age, and nothing in the end (C9). */
@Tag("sql")
class AgeingTest {
  @RegisterExtension
  static final Rig rig = Rig.standard();

  private final HitBase base = new HitBase(rig);
  private HitBase.Reader ada;

  @BeforeEach
  void twoClicksFromHome() {
    rig.empty();
    ada = base.reader("example.org");
    base.click(ada, 1);
    base.click(base.reader("example.org"), 1);
    base.judge();
    rig.database()
        .update(
            "INSERT INTO last_open (contact_id, opened_on) VALUES (?, ?)",
            ada.contact().value(),
            LocalDate.of(2026, 11, 21));
  }

  private void after(Period age) {
    rig.clock().tick(age);
    rig.clock().tick(Duration.ofSeconds(1));
    base.rounds("AgeingRound");
  }

  private static List<String> said(String column) {
    return rig.database()
        .list("SELECT network, agent FROM hit ORDER BY hit_id", row -> row.getString(column));
  }

  @Test
  void afterThirtyDaysANetworkIsADigestThatStillTellsTwoApart() {
    after(Period.ofDays(29));
    assertThat(said("network")).containsExactly("c0000201", "c0000201");

    after(Period.ofDays(1));

    assertThat(said("network"))
        .doesNotContain("c0000201")
        .allMatch(network -> network.length() == 32)
        .satisfies(networks -> assertThat(networks.getFirst()).isEqualTo(networks.getLast()));
    assertThat(said("agent")).allMatch(agent -> agent.startsWith("Mozilla/5.0 (X11"));
    List<String> once = said("network");
    after(Period.ofDays(1));
    assertThat(said("network")).isEqualTo(once);
  }

  @Test
  void afterNinetyDaysAProgramIsItsFamily() {
    after(Period.ofDays(90));

    assertThat(said("agent")).containsExactly("FIREFOX", "FIREFOX");
  }

  /** Thirteen months, as the readers were told beside the box; the counters speak of nobody and stay. */
  @Test
  void afterTheTimeThatPeopleWereToldNothingIsLeft() {
    after(Period.ofMonths(13));
    assertThat(rig.count("hit")).isEqualTo(2);

    after(Period.ofDays(1));

    for (String table : new String[] {"hit", "hit_verdict", "last_open"}) {
      assertThat(rig.count(table)).as(table).isZero();
    }
    assertThat(base.counted()).isNotEmpty();
  }
}
