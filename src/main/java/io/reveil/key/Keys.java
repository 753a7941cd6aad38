package io.reveil.key;

import static java.util.Objects.requireNonNull;

import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.reveil.kernel.Fault;
import io.reveil.kernel.Installation;
import jakarta.inject.Named;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key rings of this node, loaded before it serves anything. A node whose files do not agree with the database
 * does not start (A57): it would issue links that no other node knows, and miss suppressed addresses.
 */
@Factory
class Keys {
  private final Installation installation;
  private final KeyChecks checks;
  private final KeyHolders holders;
  private final Clock machine;

  Keys(
      Installation installation,
      KeyChecks checks,
      KeyHolders holders,
      @Named("machine") Clock machine) {
    this.installation = installation;
    this.checks = checks;
    this.holders = holders;
    this.machine = machine;
  }

  @Context
  @Named("link")
  KeyRing link() {
    KeyRing ring = load("link");
    // Told before the last look: whoever rotates meanwhile learns of this node, or this node of the
    // key.
    holders.report(ring.newest());
    compare(checks.list("link"), ring.keys(), KeyFile.of(installation, "link"));
    ring.holdBack(holders.common());
    return ring;
  }

  @Context
  @Named("pepper")
  KeyRing pepper() {
    return load("pepper");
  }

  /** What signs the blocks of the ledger (E8): seeds of Ed25519 keys. */
  @Context
  @Named("seal")
  KeyRing seal() {
    return load("seal");
  }

  /** What encrypts the spool (design section 9): the same on every node, so that one can take over another's files. */
  @Context
  @Named("spool")
  SecretKey spool() {
    KeyRing ring = load("spool");
    return new SecretKeySpec(requireNonNull(ring.keys().get(ring.newest())), "AES");
  }

  /**
   * Writes a new key to its file before its check value to the database: a crash between the two leaves a key that the
   * next start adds. Of two nodes that start at once the second finds another check value, and refuses.
   */
  private KeyRing load(String kind) {
    KeyFile file = KeyFile.of(installation, kind);
    Map<Integer, byte[]> known = checks.list(kind);
    Instant now = machine.instant();
    Map<Integer, byte[]> keys = known.isEmpty() ? file.readOrCreate(now) : file.read();
    compare(known, keys, file);
    keys.forEach((id, key) -> {
      if (!known.containsKey(id)) {
        checks.add(kind, id, key, now);
      }
    });
    compare(checks.list(kind), keys, file);
    KeyRing ring = new KeyRing(keys);
    ring.renew(keys, KeyChecks.revoked(checks.known(kind)));
    return ring;
  }

  /** Refuses unless the file holds every key that the database knows. */
  static void compare(Map<Integer, byte[]> known, Map<Integer, byte[]> keys, KeyFile file) {
    known.forEach((id, check) -> {
      Optional<byte[]> mine = Optional.ofNullable(keys.get(id)).map(KeyChecks::valueOf);
      if (mine.isEmpty()) {
        throw refused(
            "KEY_MISSING", "Key " + id + ", which the database knows, is missing: ", file);
      }
      if (!MessageDigest.isEqual(mine.get(), check)) {
        throw refused(
            "KEY_DIFFERS", "Key " + id + " is not the one that the database knows: ", file);
      }
    });
  }

  private static Fault refused(String code, String fact, KeyFile file) {
    return new Fault(
        Fault.Kind.REFUSED,
        code,
        fact + "copy " + file.path() + " from the node that runs, or from the backup.");
  }
}
