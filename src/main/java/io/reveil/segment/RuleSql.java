package io.reveil.segment;

import static io.reveil.job.Database.marks;
import static java.util.stream.Collectors.joining;

import io.reveil.activity.Activities;
import io.reveil.activity.SqlCondition;
import io.reveil.activity.StatusRules;
import io.reveil.contact.field.DeclaredField;
import io.reveil.contact.field.DeclaredFields;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Turns a rule into one condition over {@code contact c} and {@code activity a}. Each part is true or false, never NULL,
 * so that {@code not} means the opposite on every engine.
 */
@Singleton
class RuleSql {
  private final StatusRules status;
  private final DeclaredFields fields;

  RuleSql(StatusRules status, DeclaredFields fields) {
    this.status = status;
    this.fields = fields;
  }

  SqlCondition compile(Rule rule) {
    return compile(rule, status.today());
  }

  private SqlCondition compile(Rule rule, LocalDate today) {
    return switch (rule) {
      case Rule.All all -> joined(all.rules().stream().map(part -> compile(part, today)), " AND ");
      case Rule.Any any -> joined(any.rules().stream().map(part -> compile(part, today)), " OR ");
      case Rule.Not not -> not(compile(not.rule(), today));
      case Rule.StatusIn in ->
        joined(in.statuses().stream().sorted().map(one -> status.matches(one, today)), " OR ");
      case Rule.FieldIn field -> in(field);
      case Rule.NoEventSince event -> not(event(event.kind(), event.period(), today));
      case Rule.EventSince event -> event(event.kind(), event.period(), today);
    };
  }

  private static SqlCondition joined(Stream<SqlCondition> parts, String word) {
    List<SqlCondition> conditions = parts.toList();
    List<Object> values = new ArrayList<>();
    conditions.forEach(condition -> values.addAll(condition.values()));
    return new SqlCondition(
        conditions.stream().map(SqlCondition::sql).collect(joining(word, "(", ")")), values);
  }

  private static SqlCondition not(SqlCondition condition) {
    return new SqlCondition("NOT (" + condition.sql() + ")", condition.values());
  }

  /** An event on the day exactly one period ago no longer counts, as a silence of that length does. */
  private static SqlCondition event(String kind, Period period, LocalDate today) {
    return Activities.hasEventAfter(kind, today.minus(period));
  }

  private SqlCondition in(Rule.FieldIn rule) {
    return switch (rule.name()) {
      case "language" -> in("c.language", rule.values());
      case "country" -> in("c.country", rule.values());
      case "category" -> in("c.category", rule.values());
      default -> in(declared(rule.name()), rule.values());
    };
  }

  private static SqlCondition in(DeclaredField field, List<String> values) {
    return new SqlCondition(
        """
        (SELECT COUNT(*) FROM contact_field f \
        WHERE f.contact_id = c.contact_id AND f.%s IN (%s)) > 0""".formatted(field.column(), marks(values.size())),
        values.stream().map(field.type()::bound).toList());
  }

  /** A campaign's old version may name a field that is no longer declared. */
  private DeclaredField declared(String name) {
    return fields.find(name).orElseThrow(() -> RuleReader.undeclared(name));
  }

  private static SqlCondition in(String column, List<String> values) {
    return new SqlCondition(
        "(%s IS NOT NULL AND %s IN (%s))".formatted(column, column, marks(values.size())),
        List.copyOf(values));
  }
}
