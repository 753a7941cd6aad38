package io.reveil.segment;

import io.reveil.activity.Status;
import java.time.Period;
import java.util.List;
import java.util.Set;

/** A rule of an audience, checked against what is declared when it is read. */
public sealed interface Rule {
  record All(List<Rule> rules) implements Rule {}

  record Any(List<Rule> rules) implements Rule {}

  record Not(Rule rule) implements Rule {}

  record StatusIn(Set<Status> statuses) implements Rule {}

  /** A declared field, or one of language, country, category. */
  record FieldIn(String name, List<String> values) implements Rule {}

  /** No event of this kind within the period before today (or ever). */
  record NoEventSince(String kind, Period period) implements Rule {}

  /** At least one event of this kind within the period before today. */
  record EventSince(String kind, Period period) implements Rule {}
}
