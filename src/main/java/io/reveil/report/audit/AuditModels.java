package io.reveil.report.audit;

import io.reveil.kernel.Installation;
import io.reveil.kernel.Language;
import io.reveil.report.audit.AuditSummary.Age;
import io.reveil.report.audit.AuditSummary.Counted;
import io.reveil.report.audit.AuditSummary.Field;
import io.reveil.report.audit.AuditSummary.OfPurpose;
import io.reveil.report.count.AuditRun;
import io.reveil.report.count.Finding;
import io.reveil.report.count.Tally;
import io.reveil.web.Said;
import io.reveil.web.Words;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** An audit as the plain values that its page may read: numbers are text already, shares are per cent. */
@Singleton
class AuditModels {
  /** The columns of the histogram, in pixels and per cent of its width. */
  private static final double TALLEST = 160;

  private static final double GROUND = 190;
  private static final double STEP = 100.0 / (Tally.OLDEST + 1);

  private final Installation installation;

  AuditModels(Installation installation) {
    this.installation = installation;
  }

  String people(AuditRun run) {
    return Words.number(run.contacts());
  }

  Map<String, Object> audit(AuditSummary audit, Language language) {
    Map<String, Object> model = new HashMap<>();
    model.put("says", audit.says().in(language));
    model.put("people", Words.number(audit.people()));
    audit
        .endedAt()
        .ifPresent(
            at -> model.put("ended", Words.moment(at.atZone(installation.zone()), language)));
    model.put(
        "purposes",
        audit.purposes().stream()
            .map(purpose -> purpose(purpose, audit.people(), language))
            .toList());
    model.put(
        "fields", audit.fields().stream().map(field -> field(field, language)).toList());
    return model;
  }

  private static Map<String, Object> purpose(OfPurpose purpose, long people, Language language) {
    Map<String, Object> model = new HashMap<>();
    model.put("id", purpose.purpose());
    model.put("name", purpose.name().in(language));
    model.put("controller", purpose.controller());
    model.put("sends", purpose.sends());
    model.put("agreed", Words.number(purpose.agreed()));
    model.put("proven", Words.number(purpose.proven()));
    model.put("answered", Words.number(purpose.answered()));
    model.put("gaps", Words.number(purpose.gaps()));
    model.put("findings", findings(purpose, finding -> !finding.isBeside(), people, language));
    model.put("beside", findings(purpose, Finding::isBeside, people, language));
    if (!purpose.ages().isEmpty()) {
      model.put("ages", ages(purpose, language));
    }
    return model;
  }

  private static List<Map<String, Object>> findings(
      OfPurpose purpose, Predicate<Finding> which, long people, Language language) {
    return purpose.findings().stream()
        .filter(counted -> which.test(counted.finding()))
        .map(counted -> finding(counted, people, language))
        .toList();
  }

  private static Map<String, Object> finding(Counted counted, long people, Language language) {
    return Map.of(
        "code", counted.finding().name(),
        "level", level(counted.kind()),
        "people", Words.number(counted.people()),
        "share", share(counted.people(), people, language),
        "reason", counted.reason().in(language),
        "action", counted.action().in(language));
  }

  /** Where the sun stands beside a finding (look: “where it stands”). */
  private static String level(Finding.Kind kind) {
    return switch (kind) {
      case PROVEN, AGREED -> "4";
      case ANSWERED -> "x";
      case GAP -> "0";
    };
  }

  private static String share(long part, long whole, Language language) {
    return String.format(language.locale(), "%.1f\u00A0%%", whole == 0 ? 0 : part * 100.0 / whole);
  }

  private static Map<String, Object> ages(OfPurpose purpose, Language language) {
    long most = purpose.ages().stream().mapToLong(Age::people).max().orElse(1);
    long old = purpose.ages().stream()
        .filter(age -> age.months() == Tally.OLDEST)
        .mapToLong(Age::people)
        .sum();
    return Map.of(
        "says", says(old, purpose.proven()).in(language),
        "bars", purpose.ages().stream().map(age -> bar(age, most)).toList());
  }

  private static Said says(long old, long proven) {
    return old == 0
        ? new Said(
            "Aucun consentement n’a 36\u00A0mois ou plus.", "No consent is 36 months old or more.")
        : new Said(
            "%s consentements sur %s ont 36\u00A0mois ou plus : sans signe de vie depuis, l’effacement est dû (A20)."
                .formatted(Words.number(old), Words.number(proven)),
            "%s of %s consents are 36 months old or more: without a sign of life since, erasure is due (A20)."
                .formatted(Words.number(old), Words.number(proven)));
  }

  private static Map<String, Object> bar(Age age, long most) {
    double height = Math.max(1, TALLEST * age.people() / most);
    double at = STEP * age.months();
    return Map.of(
        "months", String.valueOf(age.months()),
        "people", Words.number(age.people()),
        "at", number(at),
        "middle", number(at + STEP / 2),
        "anchor", anchor(age.months()),
        "top", number(GROUND - height),
        "height", number(height),
        "label", number(GROUND - height - 6),
        "tallest", age.people() == most,
        "old", age.months() == Tally.OLDEST);
  }

  /** So that a label at an end stays on the chart. */
  private static String anchor(int months) {
    return months == 0 ? "start" : months > Tally.OLDEST - 3 ? "end" : "middle";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static Map<String, Object> field(Field field, Language language) {
    return Map.of(
        "name", field.field(),
        "people", field.people().map(Words::number).orElse("–"),
        "lacking", field.lacking(),
        "code", field.finding().name(),
        "reason", field.reason().in(language),
        "action", field.action().in(language));
  }
}
