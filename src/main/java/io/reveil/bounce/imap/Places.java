package io.reveil.bounce.imap;

import io.reveil.job.Database;
import io.reveil.job.Raced;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The rows of {@code inbound_mailbox}. All join the caller's transaction. */
@Singleton
class Places {
  private final Database database;

  Places(Database database) {
    this.database = database;
  }

  Optional<Place> find(String folder) {
    return database.first(
        "SELECT uid_validity, taken_to, moved_to FROM inbound_mailbox WHERE folder = ?",
        row -> new Place(
            row.getLong("uid_validity"), row.getLong("taken_to"), row.getLong("moved_to")),
        folder);
  }

  /** Where reading goes on; from the start if the server has numbered its mails anew. */
  Place at(String folder, long validity) {
    Optional<Place> known = find(folder);
    if (known.isEmpty()) {
      database.update(
          "INSERT INTO inbound_mailbox (folder, uid_validity, taken_to, moved_to) VALUES (?, ?, 0, 0)",
          folder,
          validity);
    } else if (known.get().validity() != validity) {
      database.update(
          "UPDATE inbound_mailbox SET uid_validity = ?, taken_to = 0, moved_to = 0 WHERE folder = ?",
          validity,
          folder);
    }
    return known.filter(place -> place.validity() == validity).orElse(new Place(validity, 0, 0));
  }

  /** @throws Raced if somebody else reads the folder */
  Place change(String folder, Place from, Place to) {
    if (database.update(
            """
            UPDATE inbound_mailbox
               SET taken_to = ?,
                   moved_to = ?
             WHERE folder = ?
               AND uid_validity = ?
               AND taken_to = ?
               AND moved_to = ?
            """,
            to.takenTo(),
            to.movedTo(),
            folder,
            from.validity(),
            from.takenTo(),
            from.movedTo())
        == 0) {
      throw new Raced("inbound_mailbox");
    }
    return to;
  }
}
