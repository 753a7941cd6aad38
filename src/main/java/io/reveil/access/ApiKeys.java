package io.reveil.access;

import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.job.Ids;
import io.reveil.kernel.Fault;
import io.reveil.web.Scope;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The keys in {@code X-Api-Key}. */
@Singleton
class ApiKeys {
  private static final String SELECT =
      "SELECT key_id, name, digest, scopes, created_at, revoked_at FROM api_key";

  private final Database database;
  private final Ids ids;
  private final Clock machine;

  ApiKeys(Database database, Ids ids, @Named("machine") Clock machine) {
    this.database = database;
    this.ids = ids;
    this.machine = machine;
  }

  /** A key and its secret, which nobody can ask for again. */
  record Created(ApiKey key, String secret) {}

  Created create(String name, Set<Scope> scopes) {
    String secret = Secrets.make();
    ApiKey key = new ApiKey(
        ids.next(),
        name,
        Secrets.digest(secret),
        EnumSet.copyOf(scopes),
        machine.instant(),
        Optional.empty());
    database.update(
        """
        INSERT INTO api_key (key_id, name, digest, scopes, created_at)
        VALUES (?, ?, ?, ?, ?)
        """,
        key.id(),
        key.name(),
        key.digest(),
        key.scopes().stream().map(Scope::name).collect(Collectors.joining(",")),
        key.createdAt());
    return new Created(key, secret);
  }

  /** A key that is in force. */
  Optional<ApiKey> find(String secret) {
    return known(secret).filter(key -> key.revokedAt().isEmpty());
  }

  /** A key that was ever made here, revoked or not. */
  Optional<ApiKey> known(String secret) {
    byte[] digest = Secrets.digest(secret);
    return database
        .first(SELECT + " WHERE digest = ?", ApiKeys::row, digest)
        .filter(key -> MessageDigest.isEqual(key.digest(), digest));
  }

  List<ApiKey> list() {
    return database.list(SELECT + " ORDER BY created_at, key_id", ApiKeys::row);
  }

  /** From now on the key opens nothing. Again: nothing changes. */
  void revoke(long id) {
    int revoked = database.update("""
        UPDATE api_key
           SET revoked_at = ?
         WHERE key_id = ?
           AND revoked_at IS NULL
        """, machine.instant(), id);
    if (revoked == 0
        && database.first(SELECT + " WHERE key_id = ?", ApiKeys::row, id).isEmpty()) {
      throw Fault.absent("UNKNOWN_KEY", "There is no such key; key list shows all.");
    }
  }

  private static ApiKey row(ResultSet row) throws SQLException {
    return new ApiKey(
        row.getLong("key_id"),
        row.getString("name"),
        row.getBytes("digest"),
        Arrays.stream(row.getString("scopes").split(",", -1))
            .map(Scope::valueOf)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class))),
        Columns.instant(row, "created_at"),
        Columns.optionalInstant(row, "revoked_at"));
  }
}
