package io.reveil.bounce.report;

import io.reveil.kernel.PersonalData;
import io.reveil.kernel.Subject;
import jakarta.inject.Singleton;
import java.util.List;

/** What came back of the mails of one person (GDPR art. 15, 17). */
@Singleton
class ReportData implements PersonalData {
  private final ReportRows rows;

  ReportData(ReportRows rows) {
    this.rows = rows;
  }

  @Override
  public String section() {
    return "bounce";
  }

  @Override
  public Object export(Subject subject) {
    return subject.contact().map(rows::of).orElse(List.of());
  }

  @Override
  public int erase(Subject subject) {
    return subject.contact().map(rows::erase).orElse(0);
  }
}
