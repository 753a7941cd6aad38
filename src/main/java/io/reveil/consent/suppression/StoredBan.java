package io.reveil.consent.suppression;

import io.reveil.job.Columns;
import io.reveil.kernel.AddressDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** A ban as it stands in its row. */
record StoredBan(
    AddressDigest digest,
    String reason,
    String source,
    Instant createdAt,
    Optional<Instant> until) {

  static StoredBan read(ResultSet row) throws SQLException {
    return new StoredBan(
        new AddressDigest(row.getBytes("address_digest"), row.getInt("pepper_id")),
        row.getString("reason"),
        row.getString("source"),
        Columns.instant(row, "created_at"),
        Columns.optionalInstant(row, "valid_until"));
  }

  /** What no two rows have in common. */
  record Key(AddressDigest digest, String reason) {}

  Key key() {
    return new Key(digest, reason);
  }

  StoredBan under(AddressDigest newer) {
    return new StoredBan(newer, reason, source, createdAt, until);
  }

  /** Two rows of one person are one ban: in force since the earlier began, until the later ends. */
  StoredBan and(StoredBan other) {
    StoredBan earlier = other.createdAt.isBefore(createdAt) ? other : this;
    Optional<Instant> end = until.isEmpty() || other.until.isEmpty()
        ? Optional.empty()
        : Optional.of(until.get().isAfter(other.until.get()) ? until.get() : other.until.get());
    return new StoredBan(digest, reason, earlier.source, earlier.createdAt, end);
  }
}
