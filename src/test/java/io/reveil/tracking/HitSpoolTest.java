package io.reveil.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.job.Recurring;
import io.reveil.job.spool.Spool;
import io.reveil.kernel.ContactId;
import io.reveil.link.HitLink;
import io.reveil.link.SentMail;
import io.reveil.testing.Rig;
import io.reveil.testing.TestClock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Hits of an outage (promise 3; design section 9). */
@Tag("sql")
class HitSpoolTest {
  private static final SentMail MAIL = new SentMail(new ContactId(77), 78);

  @RegisterExtension
  static final Rig rig = Rig.with(Measuring.ALL);

  @Test
  void aRecordIsReadAsItWasWritten() {
    for (HitLink of : List.of(
        new HitLink.OfPerson(MAIL, 9), new HitLink.DayOfPerson(MAIL), new HitLink.OfWave(5, 9))) {
      for (Optional<String> agent :
          List.of(Optional.of("Navigateur é"), Optional.<String>empty())) {
        Fetched fetched = fetched(of, agent);

        assertThat(HitSpool.read(HitSpool.write(fetched))).isEqualTo(fetched);
      }
    }
  }

  /** (A33): what was kept is recorded once, also if the lost commit had recorded it, and only of who still agrees. */
  @Test
  void whatWasKeptIsRecordedOnce() {
    rig.empty();
    Measuring measuring = new Measuring(rig);
    measuring.sent(MAIL);
    measuring.agreed(MAIL, "link_tracking");
    Fetched fetched = fetched(new HitLink.OfPerson(MAIL, 9), Optional.of("Browser"));
    rig.bean(Recorder.class).record(List.of(fetched));

    rig.bean(HitSpool.class)
        .keep(List.of(
            fetched,
            new Fetched(
                43,
                HitKind.CLICK,
                fetched.of(),
                Hit.Means.GET,
                TestClock.START,
                "7f0000",
                Optional.empty())));
    rig.context().getBeansOfType(Recurring.class).forEach(work -> {
      while (work.name().contains("spool") && work.round()) {
        // The next records.
      }
    });

    rig.bean(Journal.class).fileAll();
    assertThat(rig.database().list("SELECT hit_id FROM hit ORDER BY hit_id", row -> row.getLong(1)))
        .containsExactly(42L, 43L);
    assertThat(rig.bean(Spool.class).load().records()).isZero();
  }

  private static Fetched fetched(HitLink of, Optional<String> agent) {
    return new Fetched(42, HitKind.CLICK, of, Hit.Means.GET, TestClock.START, "7f0000", agent);
  }
}
