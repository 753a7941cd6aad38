package io.reveil.key;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.reveil.job.Recurring;
import io.reveil.kernel.Fault;
import io.reveil.kernel.Installation;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
  private static final int LAST = 255;
  private static final Logger LOG = LoggerFactory.getLogger(LinkKeys.class);

  private final KeyFile file;
  private final KeyChecks checks;
  private final KeyRing ring;
  private final Clock machine;
  private volatile Set<Integer> missing = Set.of();

  LinkKeys(
      Installation installation,
      KeyChecks checks,
      @Named("link") KeyRing ring,
      @Named("machine") Clock machine) {
    this.file = KeyFile.of(installation, KIND);
    this.checks = checks;
    this.ring = ring;
    this.machine = machine;
  }

  /**
   * A key as the database knows it.
   *
   * @param here whether this node has it
   * @param signs whether this node signs new links with it
   */
  public record Entry(
      int id, Instant createdAt, Optional<Instant> revokedAt, boolean here, boolean signs) {}

  public List<Entry> list() {
    return checks.known(KIND).stream()
        .map(key -> new Entry(
            key.id(),
            key.createdAt(),
            key.revokedAt(),
            ring.has(key.id()),
            ring.newest() == key.id()))
        .toList();
  }

  /**
   * A new key, which signs at once. It is in the file before the database knows it: a crash between the two leaves a key
   * that the next rotation, or the next start, registers instead of making another.
   */
  public Entry rotate() {
    Map<Integer, byte[]> known = checks.list(KIND);
    Keys.compare(known, file.read(), file);
    int id = file.read().keySet().stream()
        .filter(mine -> !known.containsKey(mine))
        .findFirst()
        .orElseGet(() -> Collections.max(known.keySet()) + 1);
    if (id > LAST) {
      throw refused("KEYS_USED_UP", "A key has an id from 1 to 255, and all are used.");
    }
    Instant now = machine.instant();
    file.add(id, now);
    byte[] key = Objects.requireNonNull(file.read().get(id));
    checks.add(KIND, id, key, now);
    if (!MessageDigest.isEqual(KeyChecks.valueOf(key), checks.list(KIND).get(id))) {
      file.drop(id);
      throw refused(
          "KEY_MISSING",
          "Another node has rotated at this moment: copy " + file.path() + " from it.");
    }
    round();
    return find(id);
  }

  /**
   * From now on the key opens nothing but unsubscribe links, on every node.
   *
   * @param sure whether the operator knows what breaks
   */
  public Entry revoke(int id, boolean sure) {
    Entry key = find(id);
    if (id == ring.newest()) {
      throw refused("KEY_SIGNS", "Key " + id + " signs new links: rotate first, then revoke it.");
    }
    if (!sure && key.revokedAt().isEmpty()) {
      throw refused(
          "KEY_IN_USE",
          "Revoking key " + id
              + " breaks every confirm and stay link that it signed: people will be offered a new"
              + " mail. Unsubscribe links go on for ever (D6). If the key was stolen, say --yes.");
    }
    checks.revoke(KIND, id, machine.instant());
    round();
    return find(id);
  }

  private Entry find(int id) {
    return list().stream()
        .filter(key -> key.id() == id)
        .findFirst()
        .orElseThrow(() -> Fault.absent("UNKNOWN_KEY", "There is no link key of this number."));
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

  /** Takes in what is both in the file and in the database. A file that is lost takes no key from a running node. */
  @Override
  public boolean round() {
    List<KeyChecks.Known> known = checks.known(KIND);
    Map<Integer, byte[]> mine = file.read();
    Map<Integer, byte[]> agreed = known.stream()
        .filter(key -> Optional.ofNullable(mine.get(key.id()))
            .filter(bytes -> MessageDigest.isEqual(KeyChecks.valueOf(bytes), key.check()))
            .isPresent())
        .collect(toMap(KeyChecks.Known::id, key -> Objects.requireNonNull(mine.get(key.id()))));
    ring.renew(agreed, KeyChecks.revoked(known));
    tell(known.stream()
        .map(KeyChecks.Known::id)
        .filter(id -> !mine.containsKey(id))
        .collect(toSet()));
    return false;
  }

  /** Once for each change: a node without a key cannot read the links that others sign with it. */
  private void tell(Set<Integer> absent) {
    if (!absent.isEmpty() && !absent.equals(missing)) {
      LOG.error(
          "{} lacks the keys {}: copy it from the node that rotated; no restart is needed",
          file.path(),
          absent);
    }
    missing = absent;
  }
}
