package io.reveil.report.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import io.reveil.report.count.AuditRun;
import io.reveil.report.count.Finding;
import io.reveil.web.Said;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An audit as programs read it. {@code id} is text, since it is longer than a number of JavaScript. */
@Serdeable
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record AuditSummary(
    String id,
    AuditRun.State state,
    Instant startedAt,
    String startedBy,
    Optional<Instant> endedAt,
    long people,
    long mayBeWrittenTo,
    long withGaps,
    Said says,
    List<OfPurpose> purposes,
    List<Field> fields) {

  /**
   * @param name as people read it
   * @param sends whether people are written to for it; else {@code proven} is 0 and {@code agreed} says how many agreed
   * @param gaps how many people something is missing of, without what stands beside another finding of theirs
   */
  @Serdeable
  record OfPurpose(
      String purpose,
      Said name,
      String controller,
      boolean sends,
      long proven,
      long agreed,
      long answered,
      long gaps,
      List<Counted> findings,
      List<Age> ages) {}

  /** How many people have a finding, why, and what to do. */
  @Serdeable
  record Counted(Finding finding, Finding.Kind kind, long people, Said reason, Said action) {}

  /** How many may be written to on a consent of this age; the last bar holds all that are older. */
  @Serdeable
  record Age(int months, long people) {}

  /**
   * @param people who have a value; absent where nothing can count them
   * @param lacking the purposes that would need it, and are not declared or have not written for long
   */
  @Serdeable
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record Field(
      String field,
      Optional<Long> people,
      List<String> lacking,
      FieldFinding finding,
      Said reason,
      Said action) {
    static Field of(String name, long people, FieldFinding finding) {
      return lacking(name, people, finding, List.of());
    }

    static Field lacking(String name, long people, FieldFinding finding, List<String> lacking) {
      return new Field(
          name, Optional.of(people), lacking, finding, finding.reason(), finding.action());
    }

    static Field of(String name, FieldFinding finding) {
      return new Field(
          name, Optional.empty(), List.of(), finding, finding.reason(), finding.action());
    }
  }
}
