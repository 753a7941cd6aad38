package io.reveil.key;

import static java.util.stream.Collectors.toMap;

import io.reveil.kernel.Fault;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Adds keys of one kind while the server runs, and takes in those that another node added (D7, A57). */
final class Rotation {
  private static final int LAST = 255;
  private static final Logger LOG = LoggerFactory.getLogger(Rotation.class);

  private final String kind;
  private final KeyFile file;
  private final KeyChecks checks;
  private final KeyRing ring;
  private final Clock machine;
  private volatile Set<Integer> told = Set.of();

  Rotation(String kind, KeyFile file, KeyChecks checks, KeyRing ring, Clock machine) {
    this.kind = kind;
    this.file = file;
    this.checks = checks;
    this.ring = ring;
    this.machine = machine;
  }

  Path path() {
    return file.path();
  }

  List<KeyEntry> list() {
    return checks.known(kind).stream()
        .map(key -> new KeyEntry(
            key.id(),
            key.createdAt(),
            key.revokedAt(),
            ring.has(key.id()),
            ring.signing() == key.id(),
            key.id() > ring.signing()))
        .toList();
  }

  KeyEntry find(int id) {
    return list().stream()
        .filter(key -> key.id() == id)
        .findFirst()
        .orElseThrow(() -> Fault.absent("UNKNOWN_KEY", "There is no key of this number."));
  }

  /**
   * A new key, in use here at once unless the ring holds it back. It is in the file before the database knows it: a crash between the two leaves a key
   * that the next rotation, or the next start, registers instead of making another. Of two rotations at once one wins.
   */
  KeyEntry rotate() {
    Map<Integer, byte[]> known = checks.list(kind);
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
    if (!checks.add(kind, id, key, now)) {
      throw lost(id, key);
    }
    takeIn();
    return find(id);
  }

  private Fault lost(int id, byte[] mine) {
    if (MessageDigest.isEqual(KeyChecks.valueOf(mine), checks.list(kind).get(id))) {
      return refused(
          "KEY_ROTATED",
          "Somebody has rotated at this moment: key " + id + " is new, another is not needed.");
    }
    file.drop(id);
    return refused(
        "KEY_MISSING",
        "Another node has rotated at this moment: copy " + file.path() + " from it.");
  }

  private static Fault refused(String code, String sentence) {
    return new Fault(Fault.Kind.REFUSED, code, sentence);
  }

  /**
   * Takes in what is both in the file and in the database. A file that is lost takes no key from a running node.
   *
   * @return the ids of keys that the database knows and the file lacks
   */
  Set<Integer> takeIn() {
    List<KeyChecks.Known> known = checks.known(kind);
    Map<Integer, byte[]> mine = file.read();
    Map<Integer, byte[]> agreed = known.stream()
        .filter(key -> Optional.ofNullable(mine.get(key.id()))
            .filter(bytes -> MessageDigest.isEqual(KeyChecks.valueOf(bytes), key.check()))
            .isPresent())
        .collect(toMap(KeyChecks.Known::id, key -> Objects.requireNonNull(mine.get(key.id()))));
    ring.renew(upToTheFirstGap(known, agreed), KeyChecks.revoked(known));
    Set<Integer> missing = new TreeSet<>();
    known.stream()
        .map(KeyChecks.Known::id)
        .filter(id -> !agreed.containsKey(id))
        .forEach(missing::add);
    return missing;
  }

  /** As {@link #takeIn}; what is missing is told once, when it changes. */
  void watch() {
    Set<Integer> absent = takeIn();
    if (!absent.isEmpty() && !absent.equals(told)) {
      LOG.error("{} lacks the keys {}: {}", file.path(), absent, advice(absent));
    }
    told = absent;
  }

  private String advice(Set<Integer> absent) {
    return absent.stream().allMatch(ring::has)
        ? "they were lost, and this node goes on with them until it stops, but does not start without them."
            + " Put the file back from another node or from the backup now"
        : "copy it from the node that rotated; no restart is needed";
  }

  /** A digest is nested in all peppers, in their order: one that comes after a gap would make wrong ones. */
  private Map<Integer, byte[]> upToTheFirstGap(
      List<KeyChecks.Known> known, Map<Integer, byte[]> agreed) {
    int gap = known.stream()
        .map(KeyChecks.Known::id)
        .filter(id -> !agreed.containsKey(id) && !ring.has(id))
        .findFirst()
        .orElse(LAST + 1);
    return agreed.entrySet().stream()
        .filter(key -> key.getKey() < gap)
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
