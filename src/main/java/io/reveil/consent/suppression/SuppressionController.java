package io.reveil.consent.suppression;

import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.reveil.web.RequiresScope;
import io.reveil.web.Scope;

/** The suppression list, as digests that mean something to this installation only (A49). */
@Controller("/api/suppressions.csv")
@ExecuteOn(TaskExecutors.BLOCKING)
@RequiresScope(Scope.PRIVACY)
class SuppressionController {
  private static final String CSV = "text/csv";

  private final Suppressions suppressions;
  private final WrittenDigests digests;

  SuppressionController(Suppressions suppressions, WrittenDigests digests) {
    this.suppressions = suppressions;
    this.digests = digests;
  }

  /** @throws io.reveil.kernel.Fault on a node that lacks a pepper: it cannot name those digests */
  @Get
  @Produces(CSV)
  StreamedFile all() {
    digests.demandAll();
    return new StreamedFile(
            SuppressionCsv.of(suppressions, digests), new MediaType(CSV + ";charset=utf-8"))
        .attach("suppressions.csv");
  }
}
