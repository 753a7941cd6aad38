package io.reveil.report.reach;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.reveil.kernel.Fault;
import io.reveil.web.RequiresScope;
import io.reveil.web.Scope;

/** The reach for other programs, as last counted. It names nobody. */
@Controller("/api/reports")
@ExecuteOn(TaskExecutors.BLOCKING)
@RequiresScope({Scope.READ, Scope.PRIVACY})
class ReachController {
  private final Reaches reaches;

  ReachController(Reaches reaches) {
    this.reaches = reaches;
  }

  @Get("/reach")
  ReachReport latest() {
    return reaches
        .latest()
        .orElseThrow(() -> Fault.absent(
            "NOT_COUNTED", "The base was never counted: POST /api/audits, which ends by itself."));
  }

  @Get("/reach.csv")
  @Produces("text/csv;charset=utf-8")
  HttpResponse<String> csv() {
    return ReachCsv.download(latest());
  }
}
