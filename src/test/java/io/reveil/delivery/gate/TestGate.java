package io.reveil.delivery.gate;

import io.reveil.activity.Activities;
import io.reveil.activity.StatusRules;
import io.reveil.consent.permission.Permissions;
import io.reveil.contact.Contacts;
import io.reveil.content.Composer;
import io.reveil.delivery.Check;
import io.reveil.delivery.Kinds;
import io.reveil.delivery.Measures;
import io.reveil.delivery.MessageIds;
import io.reveil.delivery.ReturnPaths;
import io.reveil.delivery.queue.Switches;
import io.reveil.kernel.Installation;
import io.reveil.link.Links;
import io.reveil.testing.Rig;
import java.util.List;

/** The gate as it is, for the letters and checks of a test. */
public final class TestGate {
  private TestGate() {}

  public static Preparation preparation(Rig rig, Kinds kinds, List<Check> checks) {
    return preparation(rig, kinds, checks, rig.bean(Measures.class));
  }

  static Preparation preparation(Rig rig, Kinds kinds, List<Check> checks, Measures measures) {
    return new Preparation(
        rig.bean(Contacts.class),
        rig.bean(Activities.class),
        rig.bean(StatusRules.class),
        new Gate(rig.bean(Permissions.class), rig.bean(Switches.class), kinds, checks, rig.clock()),
        kinds,
        measures,
        rig.bean(Installation.class));
  }

  public static MailWriter writer(Rig rig, Kinds kinds) {
    return new MailWriter(
        rig.bean(Composer.class),
        rig.bean(Links.class),
        rig.bean(MessageIds.class),
        rig.bean(ReturnPaths.class),
        rig.bean(Measuring.class),
        kinds,
        rig.clock());
  }
}
