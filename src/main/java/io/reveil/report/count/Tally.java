package io.reveil.report.count;

import io.reveil.kernel.ContactId;
import io.reveil.kernel.Purpose;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What one page of the base adds to the counts. */
public final class Tally {
  /** Who is this old or older stands in one bar: at 36 months retention ends (A20). */
  public static final int OLDEST = 36;

  private final Map<Line, Long> lines = new TreeMap<>();
  private final Map<String, Long> fields = new TreeMap<>();
  private final Map<InMonth, Long> months;
  private final Set<ContactId> people = new HashSet<>();
  private final Set<ContactId> writable = new HashSet<>();
  private final Set<ContactId> wanting = new HashSet<>();

  /** What is counted together. */
  public record Line(Purpose purpose, Finding finding, int months) implements Comparable<Line> {
    /** One order for all writers, so that they take locks in it. */
    @Override
    public int compareTo(Line other) {
      int order = purpose.id().compareTo(other.purpose.id());
      order = order != 0 ? order : finding.name().compareTo(other.finding.name());
      return order != 0 ? order : Integer.compare(months, other.months);
    }
  }

  /** Somebody counts once, by however many channels it is so. */
  private record Once(ContactId contact, Purpose purpose, Finding finding) {}

  /** What is counted together of how people stood. */
  public record InMonth(YearMonth month, Measure measure) implements Comparable<InMonth> {
    @Override
    public int compareTo(InMonth other) {
      int order = month.compareTo(other.month);
      return order != 0 ? order : measure.compareTo(other.measure);
    }
  }

  /**
   * @param values of declared fields, a map a contact
   * @param sources how many there are of what is counted of sources, by name (A17, A18)
   * @param months how many stood how, by month (F11)
   */
  Tally(
      List<Judged> page,
      Collection<Map<String, String>> values,
      Map<String, Integer> sources,
      Map<InMonth, Long> months,
      Instant now) {
    this.months = months;
    Set<Once> counted = new HashSet<>();
    for (Judged judged : page) {
      ContactId contact = judged.key().contact();
      people.add(contact);
      switch (judged.finding().kind()) {
        case PROVEN -> writable.add(contact);
        case GAP -> wanting.add(contact);
        case AGREED, ANSWERED -> {}
      }
      Purpose purpose = judged.key().purpose();
      if (counted.add(new Once(contact, purpose, judged.finding()))) {
        int age = Math.min(judged.age(now), OLDEST);
        lines.merge(new Line(purpose, judged.finding(), age), 1L, Long::sum);
      }
    }
    values.forEach(known -> known.keySet().forEach(field -> fields.merge(field, 1L, Long::sum)));
    sources.forEach((name, count) -> fields.merge(name, (long) count, Long::sum));
  }

  Map<Line, Long> lines() {
    return lines;
  }

  Map<String, Long> fields() {
    return fields;
  }

  Map<InMonth, Long> months() {
    return months;
  }

  int people() {
    return people.size();
  }

  int writable() {
    return writable.size();
  }

  int wanting() {
    return wanting.size();
  }
}
