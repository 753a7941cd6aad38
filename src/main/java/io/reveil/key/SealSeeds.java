package io.reveil.key;

import io.reveil.job.Recurring;
import io.reveil.kernel.Fault;
import io.reveil.kernel.Installation;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Rotates the seeds of the keys that sign the ledger, while the server runs (A57, E8). No seed ever leaves. */
@Singleton
public class SealSeeds implements Recurring {
  private static final String KIND = "seal";

  private final Rotation rotation;

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

  /** Whether the database knows a key of this id, whatever the file of this node holds. */
  public boolean isKnown(int id) {
    return rotation.list().stream().anyMatch(key -> key.id() == id);
  }

  /**
   * Refuses on a node that lacks a key, which can say nothing of what that key signed.
   *
   * @throws Fault naming the keys and the file to copy
   */
  public void demandAll() {
    if (lacking().isEmpty()) {
      return;
    }
    rotation.takeIn();
    List<Integer> lacking = lacking();
    if (!lacking.isEmpty()) {
      throw new Fault(
          Fault.Kind.REFUSED,
          "SEAL_KEY_MISSING",
          "This node lacks the keys " + lacking
              + " that sign the ledger, so that it cannot judge it: copy keys/seal.keys"
              + " from the node that rotated; no restart is needed. If none rotated, the table key_check was changed"
              + " past Réveil.");
    }
  }

  private List<Integer> lacking() {
    return rotation.list().stream().filter(key -> !key.here()).map(KeyEntry::id).toList();
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
    rotation.watch();
    return false;
  }
}
