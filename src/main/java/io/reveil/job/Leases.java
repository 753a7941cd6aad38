package io.reveil.job;

import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Random;

/** Names that one process at a time holds, until a moment of machine time. A compare-and-set says who won. */
@Singleton
public final class Leases {
  private final Database database;
  private final Clock machine;
  private final String owner = HexFormat.of().toHexDigits(new Random().nextLong());

  Leases(Database database, @Named("machine") Clock machine) {
    this.database = database;
    this.machine = machine;
  }

  /** This process, by a name no other has: it owns what it claims. */
  public String owner() {
    return owner;
  }

  /** Takes or renews a name. False: somebody else holds it. */
  public boolean claim(String name, Duration time) {
    Instant now = machine.instant();
    int renewed = database.update("""
        UPDATE lease
           SET owner = ?,
               lease_until = ?
         WHERE name = ?
           AND (owner = ? OR lease_until < ?)
        """, owner, now.plus(time), name, owner, now);
    return renewed == 1 || first(name, now.plus(time));
  }

  private boolean first(String name, Instant until) {
    try {
      return database.update(
              "INSERT INTO lease (name, owner, lease_until) VALUES (?, ?, ?)", name, owner, until)
          == 1;
    } catch (DatabaseException e) {
      if (e.isDuplicate()) {
        return false;
      }
      throw e;
    }
  }

  /** Gives a name back before its time. */
  public void release(String name) {
    database.update("DELETE FROM lease WHERE name = ? AND owner = ?", name, owner);
  }
}
