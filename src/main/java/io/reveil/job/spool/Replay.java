package io.reveil.job.spool;

import io.micrometer.core.instrument.MeterRegistry;
import io.reveil.job.Database;
import io.reveil.job.Recurring;
import io.reveil.kernel.Fault;
import io.reveil.kernel.Scrub;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the database what the spool holds, oldest first, once it answers. A file is deleted when all of its records are
 * committed; one that cannot be replayed keeps its file, and the node silent, until somebody has mended what is wrong.
 */
@Singleton
class Replay implements Recurring {
  private static final int GROUP = 200;
  private static final Logger LOG = LoggerFactory.getLogger(Replay.class);

  private final Spool spool;
  private final EntryCipher cipher;
  private final Receipts receipts;
  private final Database database;
  private final Map<String, Spooled> takers;
  private final MeterRegistry meters;
  private int stuck;

  Replay(
      Spool spool,
      EntryCipher cipher,
      Receipts receipts,
      Database database,
      List<Spooled> takers,
      MeterRegistry meters) {
    this.spool = spool;
    this.cipher = cipher;
    this.receipts = receipts;
    this.database = database;
    this.takers = takers.stream()
        .collect(Collectors.toMap(taker -> taker.kind().name(), Function.identity()));
    this.meters = meters;
    meters.gauge("reveil.spool.records", spool, full -> full.load().records());
    meters.gauge("reveil.spool.bytes", spool, full -> full.load().bytes());
  }

  @Override
  public String name() {
    return "spool";
  }

  @Override
  public Duration pause() {
    return Duration.ofSeconds(2);
  }

  @Override
  public boolean round() {
    if (spool.isEmpty()) {
      return false;
    }
    try {
      // Asked before anything is set aside: an outage of hours must not leave a file for each
      // round.
      receipts.of(0);
      replay();
    } catch (RuntimeException e) {
      if (!Database.isAway(e)) {
        throw e;
      }
    }
    return false;
  }

  private void replay() {
    int left = spool.waiting().stream().mapToInt(this::replay).sum();
    if (left != stuck && left > 0) {
      LOG.error("{} records of the spool cannot be replayed: no mail leaves this node", left);
    }
    stuck = left;
  }

  /** How many of its records could not be replayed. */
  private int replay(Spool.Waiting file) {
    Segment segment = spool.read(file);
    Set<Integer> done = receipts.of(segment.id());
    List<Entry> group = new ArrayList<>();
    int left = 0;
    for (Map.Entry<Integer, byte[]> record : segment.records().entrySet()) {
      if (done.contains(record.getKey())) {
        continue;
      }
      Optional<Entry> entry = open(new Receipt(segment.id(), record.getKey()), record.getValue());
      if (entry.isEmpty()) {
        left++;
        continue;
      }
      if (!group.isEmpty()
          && (group.size() == GROUP
              || !group.getFirst().kind().equals(entry.get().kind()))) {
        left += replay(group);
        group.clear();
      }
      group.add(entry.get());
    }
    left += replay(group);
    if (left == 0) {
      spool.drop(file, segment.end());
      receipts.forget(segment.id());
    }
    return left;
  }

  private Optional<Entry> open(Receipt receipt, byte[] record) {
    try {
      return Optional.of(cipher.open(receipt, record));
    } catch (Fault e) {
      tell(receipt, e);
      return Optional.empty();
    }
  }

  /** All in one transaction; where that fails, each in its own, so that one faulty record keeps no other back. */
  private int replay(List<Entry> group) {
    if (group.isEmpty()) {
      return 0;
    }
    String kind = group.getFirst().kind();
    try {
      database.write(() -> {
        receipts.add(group);
        taker(kind).replay(group);
      });
      meters.counter("reveil.spool.replayed", "kind", kind).increment(group.size());
      return 0;
    } catch (RuntimeException e) {
      if (Database.isAway(e)) {
        throw e;
      }
      if (group.size() > 1) {
        return group.stream().mapToInt(entry -> replay(List.of(entry))).sum();
      }
      tell(group.getFirst().receipt(), e);
      return 1;
    }
  }

  private Spooled taker(String kind) {
    return Optional.ofNullable(takers.get(kind))
        .orElseThrow(() -> new IllegalStateException(
            "this version of Réveil does not know records of the kind " + kind));
  }

  /** Once, and not in each round. */
  private void tell(Receipt receipt, RuntimeException why) {
    if (stuck == 0) {
      LOG.error(
          "record {} of the spool cannot be replayed: {}",
          receipt,
          Scrub.text(String.valueOf(why.getMessage())));
    }
  }
}
