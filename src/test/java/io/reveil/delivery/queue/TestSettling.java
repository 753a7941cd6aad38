package io.reveil.delivery.queue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.reveil.activity.Activities;
import io.reveil.activity.StatusRules;
import io.reveil.delivery.Kinds;
import io.reveil.delivery.MessageIds;
import io.reveil.delivery.Settled;
import io.reveil.delivery.guard.Failures;
import io.reveil.testing.Rig;
import java.util.List;

/** Settling as it is, which tells a test what became of messages. */
public final class TestSettling {
  private TestSettling() {}

  public static Settling of(Rig rig, Kinds kinds, List<Settled> told) {
    return new Settling(
        rig.bean(Messages.class),
        rig.bean(Failures.class),
        rig.bean(Activities.class),
        rig.bean(StatusRules.class),
        kinds,
        rig.bean(MessageIds.class),
        List.of(told::addAll),
        new SimpleMeterRegistry(),
        rig.clock());
  }
}
