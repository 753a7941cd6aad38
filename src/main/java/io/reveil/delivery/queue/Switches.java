package io.reveil.delivery.queue;

import io.reveil.job.Database;
import io.reveil.job.DatabaseException;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Waves whose messages must not leave now. A wave without a row runs. */
@Singleton
public class Switches {
  private final Database database;

  Switches(Database database) {
    this.database = database;
  }

  public enum Setting {
    /** Then running again, or STOPPED. */
    PAUSED,
    /** For good. */
    STOPPED
  }

  void pause(long wave) {
    insert(wave, Setting.PAUSED);
  }

  void resume(long wave) {
    database.update("DELETE FROM wave_switch WHERE wave_id = ? AND setting = 'PAUSED'", wave);
  }

  void stop(long wave) {
    if (!insert(wave, Setting.STOPPED)) {
      database.update("UPDATE wave_switch SET setting = 'STOPPED' WHERE wave_id = ?", wave);
    }
  }

  /** Of these waves, those that do not run. */
  public Map<Long, Setting> of(Collection<Long> waves) {
    Map<Long, Setting> settings = new HashMap<>();
    if (waves.isEmpty()) {
      return settings;
    }
    List<Object> values = new ArrayList<>(waves);
    database
        .list(
            "SELECT wave_id, setting FROM wave_switch WHERE wave_id IN ("
                + Database.marks(values.size())
                + ")",
            row -> Map.entry(row.getLong("wave_id"), Setting.valueOf(row.getString("setting"))),
            values.toArray())
        .forEach(setting -> settings.put(setting.getKey(), setting.getValue()));
    return settings;
  }

  private boolean insert(long wave, Setting setting) {
    try {
      return database.update(
              "INSERT INTO wave_switch (wave_id, setting) VALUES (?, ?)", wave, setting)
          == 1;
    } catch (DatabaseException e) {
      if (e.isDuplicate()) {
        return false;
      }
      throw e;
    }
  }
}
