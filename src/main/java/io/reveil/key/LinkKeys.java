package io.reveil.key;

import io.reveil.job.Recurring;
import io.reveil.kernel.Fault;
import io.reveil.kernel.Installation;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rotates and revokes the keys of links while the server runs (D7, A57). Every node looks at its file and at the database
 * every few seconds, so a file that is copied to it, and a revocation elsewhere, take effect without a restart.
 */
@Singleton
public class LinkKeys implements Recurring {
  private static final String KIND = "link";
  private static final Logger LOG = LoggerFactory.getLogger(LinkKeys.class);

  private final Rotation rotation;
  private final KeyChecks checks;
  private final KeyHolders holders;
  private final KeyRing ring;
  private final Clock machine;

  LinkKeys(
      Installation installation,
      KeyChecks checks,
      KeyHolders holders,
      @Named("link") KeyRing ring,
      @Named("machine") Clock machine) {
    this.rotation = new Rotation(KIND, KeyFile.of(installation, KIND), checks, ring, machine);
    this.checks = checks;
    this.holders = holders;
    this.ring = ring;
    this.machine = machine;
  }

  public List<KeyEntry> list() {
    return rotation.list();
  }

  /** A new key, which signs as soon as every node that runs has it: at once, where this is the only one. */
  public KeyEntry rotate() {
    KeyEntry made = rotation.rotate();
    share();
    return rotation.find(made.id());
  }

  /**
   * From now on the key opens nothing but unsubscribe links, on every node.
   *
   * @param sure whether the operator knows what breaks
   */
  public KeyEntry revoke(int id, boolean sure) {
    KeyEntry key = rotation.find(id);
    if (key.waits() && rotation.list().getLast().id() == id) {
      throw refused(
          "KEY_WAITS",
          "Key " + id
              + " will sign new links as soon as every node has it: rotate once more, then revoke it.");
    }
    if (key.signs()) {
      throw refused("KEY_SIGNS", "Key " + id + " signs new links" + instead(id));
    }
    if (!sure && key.revokedAt().isEmpty()) {
      throw refused(
          "KEY_IN_USE",
          "Revoking key " + id
              + " breaks every link that it signed but those to unsubscribe, which go on for ever (D6):"
              + " confirm, stay and preferences links open nothing, links that measure clicks lead"
              + " nowhere, and opens, bounces and replies of mail already sent are taken for nobody’s."
              + " If the key was stolen, say --yes.");
    }
    checks.revoke(KIND, id, machine.instant());
    round();
    return rotation.find(id);
  }

  private String instead(int id) {
    return id == ring.newest()
        ? ": rotate first, then revoke it."
        : " until every node that runs has key " + ring.newest() + ": copy " + rotation.path()
            + " to those that lack it, or stop them for a minute, then revoke it.";
  }

  private static Fault refused(String code, String sentence) {
    return new Fault(Fault.Kind.REFUSED, code, sentence);
  }

  @Override
  public String name() {
    return "link-keys";
  }

  @Override
  public Duration pause() {
    return Duration.ofSeconds(5);
  }

  @Override
  public boolean round() {
    try {
      rotation.watch();
    } finally {
      // With a file that cannot be read this node runs on with the keys it has, and the others must
      // know.
      share();
    }
    return false;
  }

  private void share() {
    int before = ring.signing();
    holders.report(ring.newest());
    ring.holdBack(holders.common());
    if (ring.signing() != before) {
      LOG.info("Key {} signs links from now on.", ring.signing());
    }
  }
}
