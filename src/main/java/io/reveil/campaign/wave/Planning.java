package io.reveil.campaign.wave;

import io.reveil.campaign.Wave;
import io.reveil.campaign.WaveState;
import io.reveil.delivery.queue.WaveStops;
import io.reveil.job.Database;
import io.reveil.job.DatabaseException;
import io.reveil.job.Leases;
import io.reveil.job.Recurring;
import io.reveil.kernel.Fault;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Works the waves that run: plans a slice a round, then waits until no message waits; ends what was stopped. */
@Singleton
class Planning implements Recurring {
  private static final Logger LOG = LoggerFactory.getLogger(Planning.class);

  /** Only spares work: two nodes at one wave are kept apart by its revision. */
  private static final Duration LEASE = Duration.ofSeconds(10);

  private final Database database;
  private final Leases leases;
  private final Waves waves;
  private final Slices slices;
  private final WaveStops stops;
  private final WaveHalts halts;

  Planning(
      Database database,
      Leases leases,
      Waves waves,
      Slices slices,
      WaveStops stops,
      WaveHalts halts) {
    this.database = database;
    this.leases = leases;
    this.waves = waves;
    this.slices = slices;
    this.stops = stops;
    this.halts = halts;
  }

  @Override
  public String name() {
    return "wave-planning";
  }

  @Override
  public Duration pause() {
    return Duration.ofSeconds(1);
  }

  @Override
  public boolean round() {
    boolean more = false;
    for (Wave wave : waves.underWay()) {
      if (leases.claim("wave:" + wave.id(), LEASE)) {
        more |= tryToWork(wave);
      }
    }
    return more;
  }

  /** What goes wrong with one wave keeps no other from its work. What only a person can mend pauses it. */
  private boolean tryToWork(Wave wave) {
    try {
      return work(wave);
    } catch (Fault fault) {
      halts.halt(wave.id(), String.valueOf(fault.getMessage()));
      return false;
    } catch (RuntimeException e) {
      LOG.error("wave {} failed and will be tried again", wave.key(), e);
      return false;
    }
  }

  private boolean work(Wave wave) {
    if (wave.state() == WaveState.STOPPED) {
      return drop(wave);
    }
    return wave.planned() ? finish(wave) : plan(wave);
  }

  private boolean drop(Wave wave) {
    boolean more = stops.stop(wave.id());
    if (!more) {
      waves.end(wave);
    }
    return more;
  }

  private boolean finish(Wave wave) {
    database.write(() -> {
      if (stops.isDrained(wave.id()) && waves.move(wave, WaveState.DONE)) {
        waves.end(wave);
      }
    });
    return false;
  }

  /** Another campaign may take the same person at the same moment (F4): the slice is judged anew in the next round. */
  private boolean plan(Wave wave) {
    try {
      return slices.plan(wave);
    } catch (DatabaseException e) {
      if (e.isDuplicate()) {
        return true;
      }
      throw e;
    }
  }
}
