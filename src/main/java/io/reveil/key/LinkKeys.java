package io.reveil.key;

import io.reveil.job.Recurring;
import io.reveil.kernel.Fault;
import io.reveil.kernel.Installation;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
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
  private final KeyRing ring;
  private final Clock machine;
  private volatile Set<Integer> missing = Set.of();

  LinkKeys(
      Installation installation,
      KeyChecks checks,
      @Named("link") KeyRing ring,
      @Named("machine") Clock machine) {
    this.rotation = new Rotation(KIND, KeyFile.of(installation, KIND), checks, ring, machine);
    this.checks = checks;
    this.ring = ring;
    this.machine = machine;
  }

  public List<KeyEntry> list() {
    return rotation.list();
  }

  /** A new key, which signs at once. */
  public KeyEntry rotate() {
    return rotation.rotate();
  }

  /**
   * From now on the key opens nothing but unsubscribe links, on every node.
   *
   * @param sure whether the operator knows what breaks
   */
  public KeyEntry revoke(int id, boolean sure) {
    KeyEntry key = rotation.find(id);
    if (id == ring.newest()) {
      throw refused("KEY_SIGNS", "Key " + id + " signs new links: rotate first, then revoke it.");
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
    tell(rotation.takeIn());
    return false;
  }

  /** Once for each change: a node without a key cannot read the links that others sign with it. */
  private void tell(Set<Integer> absent) {
    if (!absent.isEmpty() && !absent.equals(missing)) {
      LOG.error(
          "{} lacks the keys {}: copy it from the node that rotated; no restart is needed",
          rotation.path(),
          absent);
    }
    missing = absent;
  }
}
