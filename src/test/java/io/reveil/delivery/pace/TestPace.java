package io.reveil.delivery.pace;

import io.reveil.delivery.DeliveryConfig;
import io.reveil.testing.Rig;
import java.time.Clock;

/** The pace of another node. */
public final class TestPace {
  private TestPace() {}

  public static Pace of(Rig rig, Clock machine) {
    return new Pace(rig.database(), rig.bean(DeliveryConfig.class), machine);
  }
}
