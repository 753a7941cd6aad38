package io.reveil.key;

import io.reveil.job.Recurring;
import io.reveil.kernel.Fault;
import io.reveil.kernel.Installation;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rotates the peppers while the server runs (D7, A57), and knows whether this node has all of them: without one, a ban
 * could be missed, and nothing is sent.
 */
@Singleton
public class Peppers implements Recurring {
  private static final String KIND = "pepper";
  private static final int SHOWN = 4;
  private static final Logger LOG = LoggerFactory.getLogger(Peppers.class);

  private final Rotation rotation;
  private final KeyChecks checks;
  private final KeyRing ring;
  private volatile Optional<String> fault = Optional.empty();

  Peppers(
      Installation installation,
      KeyChecks checks,
      @Named("pepper") KeyRing ring,
      @Named("machine") Clock machine) {
    this.rotation = new Rotation(KIND, KeyFile.of(installation, KIND), checks, ring, machine);
    this.checks = checks;
    this.ring = ring;
  }

  public List<KeyEntry> list() {
    return rotation.list();
  }

  /** A new pepper. Digests are made with it at once; rows of older ones are found, and follow. */
  public KeyEntry rotate() {
    return rotation.rotate();
  }

  /** Why nothing may leave this node, if so. */
  public Optional<String> fault() {
    return fault;
  }

  /**
   * Asked after each lookup: whether there is a newer pepper than the lookup knew, so that it must be made again. Whoever
   * wrote with that pepper did so after the database knew it, so no row is missed in between.
   *
   * @throws Fault if this node lacks it, so that nobody can say who is banned
   */
  public boolean haveOneAfter(int newest) {
    int known = checks.newest(KIND);
    if (known <= newest) {
      return false;
    }
    if (!isHere(known)) {
      throw new Fault(Fault.Kind.UNAVAILABLE, "PEPPER_MISSING", sentence(Set.of(known)));
    }
    return true;
  }

  /** As {@link #haveOneAfter}, for whoever goes on without one that this node lacks. */
  public boolean haveOneHereAfter(int newest) {
    int known = checks.newest(KIND);
    return known > newest && isHere(known);
  }

  private boolean isHere(int known) {
    if (ring.newest() < known) {
      round();
    }
    return ring.newest() >= known;
  }

  /** Whether a digest of elsewhere was made with one of our peppers. */
  public boolean isOurs(int id, String check) {
    return ring.has(id) && checkOf(id).equals(check);
  }

  /** A few digits by which two installations tell their peppers apart. */
  public String checkOf(int id) {
    byte[] pepper = Objects.requireNonNull(ring.keys().get(id));
    return HexFormat.of().formatHex(KeyChecks.valueOf(pepper), 0, SHOWN);
  }

  @Override
  public String name() {
    return "peppers";
  }

  @Override
  public Duration pause() {
    return Duration.ofSeconds(5);
  }

  /** A lost file stops the sending too: what only the memory of a process holds is lost with it, and all bans with it. */
  @Override
  public boolean round() {
    Optional<String> found;
    try {
      Set<Integer> missing = rotation.takeIn();
      found = missing.isEmpty() ? Optional.empty() : Optional.of(sentence(missing));
    } catch (Fault unreadable) {
      found = Optional.of(String.valueOf(unreadable.getMessage()));
    }
    if (!found.equals(fault)) {
      found.ifPresentOrElse(
          said -> LOG.error("This node sends no mail: {}", said),
          () -> LOG.info("All peppers are there: mail is sent again."));
    }
    fault = found;
    return false;
  }

  private String sentence(Set<Integer> missing) {
    return rotation.path() + " lacks the peppers " + missing
        + ", without which a suppressed address is not recognised: copy the file from the node that rotated, or from"
        + " the backup. No restart is needed.";
  }
}
