package io.reveil.tracking.figures;

import io.reveil.content.TemplateLinks;
import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.kernel.Installation;
import io.reveil.tracking.Hit.Means;
import io.reveil.tracking.HitClass;
import io.reveil.tracking.HitKind;
import io.reveil.tracking.figures.JudgedHit.Because;
import io.reveil.tracking.figures.JudgedHit.Judged;
import io.reveil.web.Said;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads hits with their verdicts, by person or by day: both are ranges of a key. */
@Singleton
class JudgedHits {
  private static final String SELECT = """
      SELECT h.contact_id, h.hit_id, h.message_id, h.kind, h.link_id, h.means, h.hit_at, h.network, h.agent,
             m.wave_id, v.hit_class, v.score, v.reasons, v.rules, v.judged_at
        FROM hit h
        LEFT JOIN hit_verdict v
          ON v.contact_id = h.contact_id
         AND v.hit_id = h.hit_id
        LEFT JOIN message m
          ON m.contact_id = h.contact_id
         AND m.message_id = h.message_id
       WHERE h.hit_at >= ?
      """;

  private final Database database;
  private final TemplateLinks links;
  private final Installation installation;

  JudgedHits(Database database, TemplateLinks links, Installation installation) {
    this.database = database;
    this.links = links;
    this.installation = installation;
  }

  /** In the order of time. */
  List<JudgedHit> list(Wanted wanted) {
    Mark after = wanted.after();
    StringBuilder sql = new StringBuilder(SELECT);
    List<Object> values = new ArrayList<>();
    values.add(wanted
        .day()
        .map(this::start)
        .filter(start -> start.isAfter(after.at()))
        .orElse(after.at()));
    sql.append(" AND (h.hit_at > ? OR h.contact_id > ? OR (h.contact_id = ? AND h.hit_id > ?))");
    values.addAll(List.of(after.at(), after.contact(), after.contact(), after.hit()));
    wanted.day().ifPresent(day -> {
      sql.append(" AND h.hit_at < ?");
      values.add(start(day.plusDays(1)));
    });
    wanted.contact().ifPresent(contact -> {
      sql.append(" AND h.contact_id = ?");
      values.add(contact);
    });
    wanted.message().ifPresent(message -> {
      sql.append(" AND h.message_id = ?");
      values.add(message);
    });
    wanted.hitClass().ifPresent(hitClass -> {
      sql.append(" AND v.hit_class = ?");
      values.add(hitClass);
    });
    sql.append(" ORDER BY h.hit_at, h.contact_id, h.hit_id LIMIT ?");
    values.add(wanted.limit());
    return database.list(sql.toString(), this::hit, values.toArray());
  }

  private Instant start(LocalDate day) {
    return day.atStartOfDay(installation.zone()).toInstant();
  }

  /** The latest of all, latest first. */
  List<JudgedHit> latest(LocalDate since, int limit) {
    return database.list(
        SELECT + " ORDER BY h.hit_at DESC, h.contact_id DESC, h.hit_id DESC LIMIT ?",
        this::hit,
        start(since),
        limit);
  }

  private JudgedHit hit(ResultSet row) throws SQLException {
    Instant at = Columns.instant(row, "hit_at");
    long contact = row.getLong("contact_id");
    long hit = row.getLong("hit_id");
    HitKind kind = Columns.constant(row, "kind", HitKind.class);
    Optional<Long> link =
        kind == HitKind.CLICK ? Columns.optionalLong(row, "link_id") : Optional.empty();
    return new JudgedHit(
        Long.toString(hit),
        Long.toString(contact),
        row.getString("message_id"),
        Columns.optionalText(row, "wave_id"),
        kind,
        link.map(String::valueOf),
        link.flatMap(links::destination),
        Columns.constant(row, "means", Means.class),
        at,
        Columns.optionalText(row, "network"),
        Columns.optionalText(row, "agent"),
        judged(row),
        new Mark(at, contact, hit).toString());
  }

  private static Optional<Judged> judged(ResultSet row) throws SQLException {
    Optional<HitClass> hitClass = Columns.optionalConstant(row, "hit_class", HitClass.class);
    return hitClass.isEmpty()
        ? Optional.empty()
        : Optional.of(new Judged(
            hitClass.get(),
            Said.of(hitClass.get()::in),
            row.getInt("score"),
            row.getInt("rules"),
            Columns.instant(row, "judged_at"),
            Because.of(row.getString("reasons"))));
  }
}
