package io.reveil.delivery.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.delivery.ReplyClass;
import io.reveil.testing.Rig;
import io.reveil.testing.TestClock;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("sql")
class TalliesTest {
  @RegisterExtension
  static final Rig rig = Rig.standard();

  /** A report in prose says thousands of signs, and is read once all the same. */
  @Test
  void longWordsAreCutAndNotRefused() {
    rig.empty();
    Tallies.Key key = Tallies.Key.failed("google", TestClock.START, ReplyClass.HARD);

    rig.bean(Tallies.class).add(Map.of(key, new Tallies.More(1, "no such mailbox ".repeat(125))));

    assertThat(rig.database()
            .list(
                "SELECT said FROM provider_count", row -> row.getString("said").length()))
        .containsExactly(300);
  }
}
