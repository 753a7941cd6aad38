package io.reveil.report.reach;

import io.reveil.kernel.Channel;
import io.reveil.kernel.Installation;
import io.reveil.kernel.Language;
import io.reveil.report.count.Finding;
import io.reveil.report.reach.ReachReport.Limit;
import io.reveil.report.reach.ReachReport.Month;
import io.reveil.report.reach.ReachReport.OfPurpose;
import io.reveil.report.reach.ReachReport.Reason;
import io.reveil.web.Words;
import jakarta.inject.Singleton;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The reach as the plain values that its page may read: numbers are text already, shares are per cent. */
@Singleton
class ReachModels {
  private final Installation installation;

  ReachModels(Installation installation) {
    this.installation = installation;
  }

  Map<String, Object> base(ReachReport report, Language language) {
    Month now = report.months().getLast();
    long all = report.people();
    Map<String, Object> model = new HashMap<>();
    model.put("says", report.says().in(language));
    model.put("people", Words.number(all));
    model.put("counted", Words.moment(report.countedAt().atZone(installation.zone()), language));
    model.put("contactable", share(report.contactable(), all, language));
    model.put("active", figure(now.active(), all, language));
    model.put("inactive", figure(now.inactive(), all, language));
    model.put("dormant", figure(now.dormant(), all, language));
    model.put("notJudged", figure(now.notJudged(), all, language));
    model.put(
        "purposes",
        report.purposes().stream()
            .filter(purpose -> purpose.people() > 0)
            .map(purpose -> purpose(purpose, language))
            .toList());
    model.put("decay", decay(report.months(), language));
    model.put(
        "months", report.months().stream().map(month -> month(month, language)).toList());
    if (report.months().getFirst().active()
            + report.months().getFirst().inactive()
            + report.months().getFirst().dormant()
        > 0) {
      model.put("health", Curves.of(report.months(), language));
    }
    model.put("limits", limits(report, language));
    model.put("hits", AnswerModels.hits(report.hits(), language));
    model.put("providers", AnswerModels.providers(report.providers(), language));
    model.put("whys", AnswerModels.whys(language));
    return model;
  }

  private static Map<String, Object> figure(long people, long all, Language language) {
    return Map.of("people", Words.number(people), "share", share(people, all, language));
  }

  static String share(long part, long whole, Language language) {
    return percent(whole == 0 ? 0 : (double) part / whole, language);
  }

  private static String percent(double share, Language language) {
    return String.format(language.locale(), "%.1f\u00A0%%", share * 100);
  }

  private static Map<String, Object> purpose(OfPurpose purpose, Language language) {
    return Map.of(
        "id", purpose.purpose(),
        "name", purpose.name().in(language),
        "by", by(purpose.channel(), language),
        "people", Words.number(purpose.people()),
        "contactable", Words.number(purpose.contactable()),
        "share", percent(purpose.share(), language),
        "bar", Curves.number(purpose.share() * 100),
        "reasons",
            purpose.reasons().stream().map(reason -> reason(reason, language)).toList());
  }

  private static String by(Channel channel, Language language) {
    return switch (language) {
      case EN ->
        switch (channel) {
          case EMAIL -> "By e‑mail";
          case SMS -> "By text message";
          case PHONE -> "By phone";
          case POST -> "By post";
        };
      case FR ->
        switch (channel) {
          case EMAIL -> "Par e‑mail";
          case SMS -> "Par SMS";
          case PHONE -> "Par téléphone";
          case POST -> "Par courrier";
        };
    };
  }

  private static Map<String, Object> reason(Reason reason, Language language) {
    return Map.of(
        "code", reason.reason().name(),
        "people", Words.number(reason.people()),
        "says", reason.says().in(language),
        "mendable", reason.kind() == Finding.Kind.GAP);
  }

  /** What the months before the present one come to: it has not ended yet. */
  private static Map<String, Object> decay(List<Month> months, Language language) {
    List<Month> ended = months.subList(1, months.size() - 1);
    double mean = ended.stream()
        .flatMap(month -> month.decay().stream())
        .mapToDouble(Double::doubleValue)
        .average()
        .orElse(0);
    return Map.of(
        "known", ended.stream().anyMatch(month -> month.decay().isPresent()),
        "mean", percent(mean, language),
        "fellSilent", Words.number(months.stream().mapToLong(Month::fellSilent).sum()),
        "cameBack", Words.number(months.stream().mapToLong(Month::cameBack).sum()));
  }

  private static Map<String, Object> month(Month month, Language language) {
    return Map.of(
        "month", name(month.month(), language),
        "active", Words.number(month.active()),
        "inactive", Words.number(month.inactive()),
        "dormant", Words.number(month.dormant()),
        "fellSilent", Words.number(month.fellSilent()),
        "cameBack", Words.number(month.cameBack()),
        "decay", month.decay().map(share -> percent(share, language)).orElse("–"));
  }

  private static Map<String, Object> limits(ReachReport report, Language language) {
    List<Limit> shown = report.limits().months().subList(0, Reaches.AHEAD);
    Limit most = shown.stream().max(Comparator.comparingLong(Limit::people)).orElseThrow();
    return Map.of(
        "total", Words.number(shown.stream().mapToLong(Limit::people).sum()),
        "soon", Words.number(shown.get(0).people() + shown.get(1).people()),
        "overdue", Words.number(report.limits().overdue()),
        "isOverdue", report.limits().overdue() > 0,
        "most", Words.number(most.people()),
        "isAny", most.people() > 0,
        "when", name(most.month(), language),
        "bars", Curves.bars(shown, language));
  }

  static String name(String month, Language language) {
    return YearMonth.parse(month)
        .format(DateTimeFormatter.ofPattern("MMMM yyyy", language.locale()));
  }
}
