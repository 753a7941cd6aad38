package io.reveil;

import io.micronaut.context.annotation.Context;
import io.micronaut.core.annotation.Order;
import io.reveil.job.OwnerOnly;
import io.reveil.kernel.Fault;
import io.reveil.kernel.Installation;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Closes REVEIL_HOME to the other users of the machine before the embedded database, the keys or an upload are put into
 * it (A55): H2 itself makes files that everybody may read.
 */
@Context
@Order(Home.ORDER)
class Home {
  /** After the settings, before the data source, which has no order. */
  static final int ORDER = -1000;

  Home(Installation installation) {
    Path home = installation.home();
    try {
      OwnerOnly.folder(home);
      OwnerOnly.folder(home.resolve("db"));
    } catch (IOException e) {
      throw new Fault(
          Fault.Kind.REFUSED,
          "HOME_CLOSED",
          "reveil.home (REVEIL_HOME): %s cannot be made and closed to others (%s); name a folder of this user."
              .formatted(home, e));
    }
  }
}
