package io.reveil.key;

import io.reveil.job.Recurring;
import io.reveil.kernel.Installation;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rotates the seeds of the keys that sign the ledger, while the server runs (A57, E8). No seed ever leaves. */
@Singleton
public class SealSeeds implements Recurring {
  private static final String KIND = "seal";
  private static final Logger LOG = LoggerFactory.getLogger(SealSeeds.class);

  private final Rotation rotation;
  private volatile Set<Integer> missing = Set.of();

  SealSeeds(
      Installation installation,
      KeyChecks checks,
      @Named(KIND) KeyRing ring,
      @Named("machine") Clock machine) {
    this.rotation = new Rotation(KIND, KeyFile.of(installation, KIND), checks, ring, machine);
  }

  /** A new seed, whose key signs at once. */
  public KeyEntry rotate() {
    return rotation.rotate();
  }

  @Override
  public String name() {
    return "seal-keys";
  }

  @Override
  public Duration pause() {
    return Duration.ofSeconds(5);
  }

  /** A node that lacks the newest leaves the sealing to the others. */
  @Override
  public boolean round() {
    Set<Integer> absent = rotation.takeIn();
    if (!absent.isEmpty() && !absent.equals(missing)) {
      LOG.error(
          "{} lacks the keys {}: copy it from the node that rotated; no restart is needed",
          rotation.path(),
          absent);
    }
    missing = absent;
    return false;
  }
}
