package io.reveil.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveil.testing.Rig;
import io.reveil.testing.RowsRead;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("sql")
@Tag("smoke")
class DatabaseTest {
  @RegisterExtension
  static final Rig rig = Rig.standard();

  private final Database database = rig.database();

  private void insert(String name, Instant until) {
    database.update(
        "INSERT INTO lease (name, owner, lease_until) VALUES (?, ?, ?)", name, "o", until);
  }

  private Instant until(String name) {
    return database
        .first(
            "SELECT lease_until FROM lease WHERE name = ?",
            row -> Columns.instant(row, "lease_until"),
            name)
        .orElseThrow();
  }

  /** The session's zone is not UTC in these tests; microseconds are proof, not decoration. */
  @Test
  void anInstantComesBackToTheMicrosecond() {
    Instant winter = Instant.parse("2026-01-15T23:30:00.123456789Z");
    Instant spring = Instant.parse("2026-03-29T01:30:00.000001Z");

    insert("winter", winter);
    insert("spring", spring);

    assertThat(until("winter")).isEqualTo(Instant.parse("2026-01-15T23:30:00.123456Z"));
    assertThat(until("spring")).isEqualTo(spring);
  }

  /**
   * A list of a thousand keys is a thousand seeks, also in a table that grew since the server last counted it: there it
   * read the whole table for each list. H2 counts no rows.
   */
  @Tag("mariadb")
  @Test
  void aLongListOfKeysIsSought() {
    database.update(
        "CREATE TABLE grown (id INT NOT NULL PRIMARY KEY, name VARBINARY(16) NOT NULL)");
    database.update("CREATE INDEX grown_name ON grown (name)");
    for (int from = 0; from < 40_000; from += 2_000) {
      database.batch(
          "INSERT INTO grown (id, name) VALUES (?, ?)",
          IntStream.range(from, from + 2_000)
              .mapToObj(i -> new Object[] {i, name(i)})
              .toList());
      wanted(List.of(name(from)));
    }
    List<byte[]> thousand =
        IntStream.range(0, 1_000).mapToObj(i -> name(40 * i)).toList();

    assertThat(RowsRead.by(database, () -> wanted(thousand))).isBetween(1_000L, 3_000L);
  }

  private void wanted(List<byte[]> names) {
    assertThat(database.list(
            "SELECT id FROM grown WHERE name IN (" + Database.marks(names.size()) + ")",
            row -> row.getInt(1),
            names.toArray()))
        .hasSameSizeAs(names);
  }

  private static byte[] name(int number) {
    return ByteBuffer.allocate(16).putInt(number).array();
  }

  @Test
  void aDuplicateIsToldFromOtherFailures() {
    insert("twice", Instant.EPOCH);

    assertThatThrownBy(() -> insert("twice", Instant.EPOCH))
        .isInstanceOfSatisfying(
            DatabaseException.class, e -> assertThat(e.isDuplicate()).isTrue());
    assertThatThrownBy(() -> database.update("UPDATE no_such_table SET x = 1"))
        .isInstanceOfSatisfying(
            DatabaseException.class, e -> assertThat(e.isDuplicate()).isFalse());
  }

  @Test
  void whatFailsLeavesNothingBehind() {
    assertThatThrownBy(() -> database.write(() -> {
          insert("half", Instant.EPOCH);
          throw new IllegalStateException("the other half failed");
        }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(database.first(
            "SELECT owner FROM lease WHERE name = ?", row -> row.getString(1), "half"))
        .isEmpty();
  }

  /** A compare-and-set whose row is as it should be already still counts as one row: found rows, on every driver. */
  @Test
  void anUpdateThatChangesNothingStillFindsItsRow() {
    insert("same", Instant.EPOCH);

    assertThat(database.update("UPDATE lease SET owner = 'o' WHERE name = ?", "same"))
        .isEqualTo(1);
  }

  @Test
  void twoTransactionsThatWaitForEachOtherBothEndUpDone() throws Exception {
    insert("left", Instant.EPOCH);
    insert("right", Instant.EPOCH);
    CountDownLatch bothHoldOne = new CountDownLatch(2);
    AtomicInteger tries = new AtomicInteger();

    try (var threads = Executors.newFixedThreadPool(2)) {
      var one = threads.submit(() -> touch(List.of("left", "right"), bothHoldOne, tries));
      var two = threads.submit(() -> touch(List.of("right", "left"), bothHoldOne, tries));
      one.get();
      two.get();
    }

    assertThat(until("left")).isEqualTo(Instant.EPOCH.plus(Duration.ofSeconds(1)));
    assertThat(tries.get()).as("one of them was run again whole").isGreaterThan(2);
  }

  /** The second time the pool speaks, over the failure that made it close the connection. */
  @Test
  void aLackOfDatabaseIsToldFromItsRefusal() {
    Stream.of(
            new SQLException("gone", "08S01"),
            new SQLException("killed", "70100", 1927),
            new SQLTransientConnectionException("none was free within 3000 ms"),
            new SQLException("Connection is closed"))
        .forEach(
            away -> assertThat(Database.isAway(new IllegalStateException(away))).isTrue());
    Stream.of(
            new SQLException("a duplicate", "23000", 1062), new SQLException("a deadlock", "40001"))
        .forEach(refusal ->
            assertThat(Database.isAway(new DatabaseException(refusal))).isFalse());
    assertThat(Database.isAway(new IllegalStateException("Connection is closed")))
        .isFalse();
  }

  private void touch(List<String> order, CountDownLatch bothHoldOne, AtomicInteger tries) {
    database.write(() -> {
      tries.incrementAndGet();
      for (String name : order) {
        database.update(
            "UPDATE lease SET lease_until = ? WHERE name = ?", Instant.EPOCH.plusSeconds(1), name);
        bothHoldOne.countDown();
        await(bothHoldOne);
      }
    });
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
