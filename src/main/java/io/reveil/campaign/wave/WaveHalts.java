package io.reveil.campaign.wave;

import io.reveil.delivery.Halts;
import io.reveil.delivery.queue.WaveStops;
import io.reveil.job.Database;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pauses a wave by itself and keeps why, until somebody lets it go on (B23). */
@Singleton
class WaveHalts implements Halts {
  private static final Logger LOG = LoggerFactory.getLogger(WaveHalts.class);
  private static final int LONGEST = 400;

  private final Database database;
  private final Waves waves;
  private final WaveStops stops;

  WaveHalts(Database database, Waves waves, WaveStops stops) {
    this.database = database;
    this.waves = waves;
    this.stops = stops;
  }

  @Override
  public void halt(long wave, String because) {
    boolean halted = database.write(() -> {
      boolean ours = waves.halt(wave, because.substring(0, Math.min(because.length(), LONGEST)));
      if (ours) {
        stops.pause(wave);
      }
      return ours;
    });
    if (halted) {
      LOG.error("wave {} is paused, since it cannot go on: {}", wave, because);
    }
  }
}
