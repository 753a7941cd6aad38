package io.reveil.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.kernel.ContactId;
import io.reveil.link.HitLink;
import io.reveil.link.SentMail;
import io.reveil.testing.OwnFiles;
import io.reveil.testing.Rig;
import io.reveil.testing.TestClock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two companies write from one installation, and each asks for itself whether it may measure. */
@Tag("sql")
class SeveralControllersTest {
  @RegisterExtension
  static final Rig rig = Rig.with(
      Map.of("reveil.files", OwnFiles.withTwoControllers(), "reveil.tracking.links", "IDENTIFIED"));

  private final Measuring measuring = new Measuring(rig);

  /** (A30, A37): who lets one of them measure has said nothing to the other. */
  @Test
  void whatOneMayMeasureTheOtherMayNot() {
    SentMail ours = new SentMail(new ContactId(77), 78);
    SentMail theirs = new SentMail(ours.contact(), 79);
    measuring.sent(ours);
    measuring.sent(theirs, "clubletter");
    measuring.agreed(ours, "link_tracking");

    clicks(theirs, 1);
    assertThat(rig.count("hit")).isZero();

    clicks(ours, 2);
    assertThat(rig.count("hit")).isOne();

    measuring.agreed(theirs, "club_links");
    clicks(theirs, 3);
    assertThat(rig.count("hit")).isEqualTo(2);
  }

  private static void clicks(SentMail mail, long receipt) {
    rig.bean(Recorder.class)
        .record(List.of(new Fetched(
            receipt,
            HitKind.CLICK,
            new HitLink.OfPerson(mail, 1),
            Hit.Means.GET,
            TestClock.START,
            "7f0000",
            Optional.of("Browser"))));
    rig.bean(Journal.class).fileAll();
  }
}
