package io.reveil.consent.wording;

import io.reveil.consent.Digests;
import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.job.DatabaseException;
import io.reveil.kernel.Language;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The wordings ever shown. Published once, never changed (A28). */
@Singleton
public class Notices {
  private final Database database;
  private final Clock clock;

  Notices(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** The reference of this wording: the newest version if it says the same, else a new one. */
  NoticeRef publish(String key, Language language, String body) {
    while (true) {
      Optional<PublishedNotice> newest = newest(key, language);
      if (newest.isPresent() && newest.get().body().equals(body)) {
        return newest.get().reference();
      }
      int version = newest.map(notice -> notice.reference().version()).orElse(0) + 1;
      byte[] sha256 = Digests.sha256(body.getBytes(StandardCharsets.UTF_8));
      try {
        insert(key, version, language, body, sha256);
        return new NoticeRef(key, version, language, HexFormat.of().formatHex(sha256));
      } catch (DatabaseException e) {
        // Another node published a version between our reading and our writing: look again.
        if (!e.isDuplicate()) {
          throw e;
        }
      }
    }
  }

  public Optional<PublishedNotice> find(String key, int version, Language language) {
    return database.first("""
        SELECT notice_key, version, language, body, sha256, published_at
          FROM notice
         WHERE notice_key = ?
           AND language = ?
           AND version = ?
        """, Notices::read, key, language.tag(), version);
  }

  /** All that were ever published: a few for each purpose. */
  public List<PublishedNotice> list() {
    return database.list("""
        SELECT notice_key, version, language, body, sha256, published_at
          FROM notice
         ORDER BY notice_key, language, version
        """, Notices::read);
  }

  private Optional<PublishedNotice> newest(String key, Language language) {
    return database.first("""
        SELECT notice_key, version, language, body, sha256, published_at
          FROM notice
         WHERE notice_key = ?
           AND language = ?
         ORDER BY version DESC
         LIMIT 1
        """, Notices::read, key, language.tag());
  }

  private void insert(String key, int version, Language language, String body, byte[] sha256) {
    database.update("""
        INSERT INTO notice (notice_key, version, language, body, sha256, published_at)
        VALUES (?, ?, ?, ?, ?, ?)
        """, key, version, language.tag(), body, sha256, clock.instant());
  }

  private static PublishedNotice read(ResultSet row) throws SQLException {
    NoticeRef reference = new NoticeRef(
        row.getString("notice_key"),
        row.getInt("version"),
        Language.of(row.getString("language")).orElseThrow(),
        HexFormat.of().formatHex(row.getBytes("sha256")));
    return new PublishedNotice(
        reference, Columns.instant(row, "published_at"), row.getString("body"));
  }
}
