package io.reveil.report.audit;

import static java.util.stream.Collectors.toSet;

import io.reveil.consent.wording.PurposeSheet;
import io.reveil.consent.wording.Purposes;
import io.reveil.kernel.Purpose;
import io.reveil.report.audit.AuditSummary.Age;
import io.reveil.report.audit.AuditSummary.Counted;
import io.reveil.report.audit.AuditSummary.OfPurpose;
import io.reveil.report.count.AuditRun;
import io.reveil.report.count.AuditRuns;
import io.reveil.report.count.Finding;
import io.reveil.report.count.Tally;
import io.reveil.web.Said;
import io.reveil.web.Words;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Puts the counts of an audit into words. */
@Singleton
class Audits {
  private final AuditRuns runs;
  private final Purposes purposes;
  private final Fields fields;

  Audits(AuditRuns runs, Purposes purposes, Fields fields) {
    this.runs = runs;
    this.purposes = purposes;
    this.fields = fields;
  }

  AuditSummary summary(AuditRun run) {
    Map<Tally.Line, Long> lines = runs.lines(run);
    List<OfPurpose> counted = Stream.concat(
            purposes.all().stream().map(sheet -> purpose(sheet, lines)),
            undeclared(lines).map(id -> purpose(id, lines)))
        .toList();
    return new AuditSummary(
        Long.toString(run.id()),
        run.state(),
        run.startedAt(),
        run.startedBy(),
        run.endedAt(),
        run.contacts(),
        run.writable(),
        run.wanting(),
        says(run),
        counted,
        fields.judge(runs.fields(run), agreedTo(counted)));
  }

  private Stream<Purpose> undeclared(Map<Tally.Line, Long> lines) {
    return lines.keySet().stream()
        .map(Tally.Line::purpose)
        .filter(purpose -> purposes.find(purpose).isEmpty())
        .distinct()
        .sorted(Comparator.comparing(Purpose::id));
  }

  private static Set<Purpose> agreedTo(List<OfPurpose> counted) {
    return counted.stream()
        .filter(purpose -> purpose.proven() + purpose.agreed() > 0)
        .map(purpose -> new Purpose(purpose.purpose()))
        .collect(toSet());
  }

  /** The one sentence that a person should take away. */
  static Said says(AuditRun run) {
    String people = Words.number(run.contacts());
    String writable = Words.number(run.writable());
    String wanting = Words.number(run.wanting());
    if (!run.isDone()) {
      return new Said(
          "Comptage en cours : %s personnes lues.".formatted(people),
          "Counting: %s people read so far.".formatted(people));
    }
    if (run.contacts() == 0) {
      return new Said("Il n’y a encore personne dans la base.", "There is nobody in the base yet.");
    }
    if (run.wanting() == 0) {
      return new Said(
          "Sur %s personnes, on peut écrire à %s, preuve à l’appui ; il ne manque rien."
              .formatted(people, writable),
          "Of %s people, %s may be written to, with proof; nothing is missing."
              .formatted(people, writable));
    }
    return new Said(
        "Sur %s personnes, on peut écrire à %s, preuve à l’appui ; pour %s, il manque quelque chose."
            .formatted(people, writable, wanting),
        "Of %s people, %s may be written to, with proof; for %s, something is missing."
            .formatted(people, writable, wanting));
  }

  private static OfPurpose purpose(PurposeSheet sheet, Map<Tally.Line, Long> lines) {
    return purpose(
        sheet.id(),
        Said.of(language -> sheet.text(language).name()),
        sheet.controller().name(),
        sheet.kind().sends(),
        lines);
  }

  /** One that is not declared any more has no name but its own. */
  private static OfPurpose purpose(Purpose undeclared, Map<Tally.Line, Long> lines) {
    return purpose(undeclared, new Said(undeclared.id(), undeclared.id()), "", false, lines);
  }

  private static OfPurpose purpose(
      Purpose id, Said name, String controller, boolean sends, Map<Tally.Line, Long> lines) {
    Map<Finding, Long> counts = new EnumMap<>(Finding.class);
    Map<Integer, Long> ages = new TreeMap<>();
    lines.forEach((line, people) -> {
      if (line.purpose().equals(id)) {
        counts.merge(line.finding(), people, Long::sum);
        if (line.finding().kind() == Finding.Kind.PROVEN) {
          ages.merge(line.months(), people, Long::sum);
        }
      }
    });
    return new OfPurpose(
        id.id(),
        name,
        controller,
        sends,
        sum(counts, Finding.Kind.PROVEN),
        sum(counts, Finding.Kind.AGREED),
        sum(counts, Finding.Kind.ANSWERED),
        sum(counts, Finding.Kind.GAP),
        counted(counts),
        ages.entrySet().stream()
            .map(age -> new Age(age.getKey(), age.getValue()))
            .toList());
  }

  private static long sum(Map<Finding, Long> counts, Finding.Kind kind) {
    return Arrays.stream(Finding.values())
        .filter(finding -> finding.kind() == kind && !finding.isBeside())
        .mapToLong(finding -> counts.getOrDefault(finding, 0L))
        .sum();
  }

  /** Only what there is; in the order of the findings, the most solid first. */
  private static List<Counted> counted(Map<Finding, Long> counts) {
    return counts.entrySet().stream()
        .map(count -> new Counted(
            count.getKey(),
            count.getKey().kind(),
            Objects.requireNonNull(count.getValue()),
            count.getKey().reason(),
            count.getKey().action()))
        .toList();
  }
}
