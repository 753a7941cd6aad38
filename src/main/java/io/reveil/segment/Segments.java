package io.reveil.segment;

import io.reveil.activity.SqlCondition;
import io.reveil.job.Database;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.YamlNode;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Reads rules and finds who matches. */
@Singleton
public final class Segments {
  private final Database database;
  private final RuleReader reader;
  private final RuleSql compiler;

  Segments(Database database, RuleReader reader, RuleSql compiler) {
    this.database = database;
    this.reader = reader;
    this.compiler = compiler;
  }

  /** Reads {@code all/any/not/status/field/event}; whatever is wrong is refused with line, column and the fix. */
  public Rule read(YamlNode node) {
    return reader.read(node);
  }

  /** LIVE and RESTRICTED contacts that match today, in id order, after this id: one page of a walk. */
  public List<ContactId> page(Rule rule, long afterContact, int limit) {
    SqlCondition condition = compiler.compile(rule);
    List<Object> values = new ArrayList<>(List.of(afterContact));
    values.addAll(condition.values());
    values.add(limit);
    return database.list(
        """
        SELECT c.contact_id
          FROM contact c
          JOIN activity a
            ON a.contact_id = c.contact_id
         WHERE c.contact_id > ?
           AND c.state IN ('LIVE', 'RESTRICTED')
           AND
        """ + condition.sql() + " ORDER BY c.contact_id LIMIT ?",
        row -> new ContactId(row.getLong(1)),
        values.toArray());
  }
}
