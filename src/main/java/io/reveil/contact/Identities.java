package io.reveil.contact;

import io.reveil.job.Database;
import io.reveil.job.DatabaseException;
import io.reveil.job.Raced;
import io.reveil.kernel.ContactId;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who an address or an outside number belongs to: the only place where they are unique. Keys are bytes, since some
 * collations take josé@ and jose@ for one person (B20).
 */
@Singleton
class Identities {
  private final Database database;

  Identities(Database database) {
    this.database = database;
  }

  /** What a contact is known by. */
  enum Kind {
    /** The key of its address. */
    EMAIL,
    /** A number in another system. */
    EXTERNAL
  }

  /** One name of somebody. */
  record Identity(Kind kind, String key) {
    static final Comparator<Identity> ORDER =
        Comparator.comparing(Identity::key).thenComparing(Identity::kind);

    byte[] bytes() {
      return key.getBytes(StandardCharsets.UTF_8);
    }
  }

  /** The owners of those that are taken, by key; one statement. */
  Map<String, ContactId> owners(Kind kind, Collection<String> keys) {
    if (keys.isEmpty()) {
      return Map.of();
    }
    List<Object> values = new ArrayList<>();
    keys.forEach(key -> values.add(key.getBytes(StandardCharsets.UTF_8)));
    values.add(kind);
    Map<String, ContactId> owners = new HashMap<>();
    database.list(
        "SELECT identity_key, contact_id FROM identity WHERE identity_key IN ("
            + Database.marks(keys.size()) + ") AND kind = ?",
        row -> owners.put(
            new String(row.getBytes("identity_key"), StandardCharsets.UTF_8),
            new ContactId(row.getLong("contact_id"))),
        values.toArray());
    return owners;
  }

  /** What a contact is known by. */
  List<Identity> of(ContactId contact) {
    return database.list(
        "SELECT kind, identity_key FROM identity WHERE contact_id = ?",
        row -> new Identity(
            Kind.valueOf(row.getString("kind")),
            new String(row.getBytes("identity_key"), StandardCharsets.UTF_8)),
        contact.value());
  }

  /** Claims names nobody had a moment ago; {@link Raced} if somebody has one now. */
  void claim(Map<Identity, ContactId> claims) {
    try {
      database.batch(
          "INSERT INTO identity (kind, identity_key, contact_id) VALUES (?, ?, ?)",
          claims.entrySet().stream()
              .map(claim -> new Object[] {
                claim.getKey().kind(), claim.getKey().bytes(), claim.getValue().value()
              })
              .toList());
    } catch (DatabaseException e) {
      throw e.isDuplicate() ? new Raced("identity") : e;
    }
  }

  /** The contact keeps what other systems call it. */
  void releaseAddress(ContactId contact) {
    database.update(
        "DELETE FROM identity WHERE contact_id = ? AND kind = ?", contact.value(), Kind.EMAIL);
  }

  int release(ContactId contact) {
    return database.update("DELETE FROM identity WHERE contact_id = ?", contact.value());
  }
}
