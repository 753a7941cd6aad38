package io.reveil.content;

import io.reveil.job.Database;
import io.reveil.job.DatabaseException;
import io.reveil.job.Ids;
import io.reveil.job.Recurring;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The links of template versions by number: a measured link names one, never an address (D8). */
@Singleton
public class TemplateLinks implements Recurring {
  private final Database database;
  private final EmailTemplates templates;
  private final Ids ids;
  private final Map<TemplateRef, Map<String, Long>> byTemplate = new ConcurrentHashMap<>();
  private final Map<Long, String> destinations = new ConcurrentHashMap<>();

  TemplateLinks(Database database, EmailTemplates templates, Ids ids) {
    this.database = database;
    this.templates = templates;
    this.ids = ids;
  }

  /** The number of each link that an author wrote out in a version, by destination. */
  public Map<String, Long> of(TemplateRef template) {
    Map<String, Long> known = byTemplate.get(template);
    if (known == null) {
      known = find(template);
      known.forEach((url, link) -> destinations.put(link, ContentLinks.encoded(url)));
      byTemplate.put(template, known);
    }
    return known;
  }

  private Map<String, Long> find(TemplateRef template) {
    List<String> written = templates.links(template);
    Map<String, Long> stored = stored(template);
    if (stored.size() < written.size()) {
      store(template, written);
      stored = stored(template);
    }
    return stored;
  }

  private Map<String, Long> stored(TemplateRef template) {
    Map<String, Long> found = new LinkedHashMap<>();
    database
        .list(
            """
            SELECT link_id, url
              FROM template_link
             WHERE template = ?
               AND template_version = ?
             ORDER BY ordinal
            """,
            row -> Map.entry(row.getString("url"), row.getLong("link_id")),
            template.name(),
            template.version())
        .forEach(link -> found.put(link.getKey(), link.getValue()));
    return found;
  }

  private void store(TemplateRef template, List<String> written) {
    for (int i = 0; i < written.size(); i++) {
      try {
        database.update("""
            INSERT INTO template_link (link_id, template, template_version, ordinal, url)
            VALUES (?, ?, ?, ?, ?)
            """, ids.next(), template.name(), template.version(), i, written.get(i));
      } catch (DatabaseException e) {
        // Another node numbered it just now: its number counts.
        if (!e.isDuplicate()) {
          throw e;
        }
      }
    }
  }

  /** Where a link leads, as it goes into a header, where that is in memory; no database is asked. */
  public Optional<String> known(long link) {
    return Optional.ofNullable(destinations.get(link));
  }

  /** As {@link #known}, or else from the database; then all links of its mail are known, which others follow next. */
  public Optional<String> destination(long link) {
    Optional<String> known = known(link);
    if (known.isPresent()) {
      return known;
    }
    remember("""
        SELECT o.link_id, o.url
          FROM template_link l
          JOIN template_link o
            ON o.template = l.template
           AND o.template_version = l.template_version
         WHERE l.link_id = ?
        """, link);
    return known(link);
  }

  @Override
  public String name() {
    return "template-links";
  }

  @Override
  public Duration pause() {
    return Duration.ofMinutes(1);
  }

  /** What other nodes send meanwhile. */
  @Override
  public boolean round() {
    remember();
    return false;
  }

  /** Takes all into memory, so that links go on leading somewhere when the database is away. */
  public void remember() {
    remember("SELECT link_id, url FROM template_link");
  }

  private void remember(String sql, Object... values) {
    database
        .list(sql, row -> Map.entry(row.getLong("link_id"), row.getString("url")), values)
        .forEach(link -> destinations.computeIfAbsent(
            link.getKey(), _ -> ContentLinks.encoded(link.getValue())));
  }
}
