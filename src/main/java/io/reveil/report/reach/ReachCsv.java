package io.reveil.report.reach;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.reveil.report.reach.ReachReport.Month;
import io.reveil.web.Csv;
import java.util.List;

/** The report as lines for spreadsheets: a figure a line. */
final class ReachCsv {
  private static final String NONE = "";

  private final StringBuilder text = new StringBuilder();

  private ReachCsv() {}

  static HttpResponse<String> download(ReachReport report) {
    return HttpResponse.ok(of(report))
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"reach.csv\"");
  }

  private static String of(ReachReport report) {
    ReachCsv csv = new ReachCsv();
    csv.line("part", "of", "month", "figure", "count");
    csv.line("base", NONE, NONE, "PEOPLE", report.people());
    csv.line("base", NONE, NONE, "CONTACTABLE", report.contactable());
    report.purposes().forEach(purpose -> {
      csv.line("purpose", purpose.purpose(), NONE, "PEOPLE", purpose.people());
      csv.line("purpose", purpose.purpose(), NONE, "CONTACTABLE", purpose.contactable());
      purpose
          .reasons()
          .forEach(reason -> csv.line(
              "purpose", purpose.purpose(), NONE, reason.reason().name(), reason.people()));
    });
    report.months().forEach(csv::month);
    csv.line("limit", NONE, NONE, "OVERDUE", report.limits().overdue());
    report
        .limits()
        .months()
        .forEach(limit -> csv.line("limit", NONE, limit.month(), "LIMIT", limit.people()));
    report
        .hits()
        .forEach(hits -> hits.classes()
            .forEach((hitClass, count) ->
                csv.line("hits", NONE, hits.month(), hits.kind() + "_" + hitClass, count)));
    report.providers().forEach(provider -> {
      csv.line("provider", provider.provider(), NONE, "OFFERED", provider.offered());
      provider
          .failed()
          .forEach(
              (why, mails) -> csv.line("provider", provider.provider(), NONE, why.name(), mails));
    });
    return csv.text.toString();
  }

  private void month(Month month) {
    line("activity", NONE, month.month(), "ACTIVE", month.active());
    line("activity", NONE, month.month(), "INACTIVE", month.inactive());
    line("activity", NONE, month.month(), "DORMANT", month.dormant());
    line("activity", NONE, month.month(), "NOT_JUDGED", month.notJudged());
    line("activity", NONE, month.month(), "FELL_SILENT", month.fellSilent());
    line("activity", NONE, month.month(), "CAME_BACK", month.cameBack());
  }

  private void line(String part, String of, String month, String figure, long count) {
    line(part, of, month, figure, Long.toString(count));
  }

  private void line(String... cells) {
    text.append(Csv.harmlessLine(List.of(cells)));
  }
}
