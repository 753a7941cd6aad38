package io.reveil.report.audit;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.reveil.kernel.Actor;
import io.reveil.kernel.Fault;
import io.reveil.report.count.AuditRuns;
import io.reveil.web.RequiresScope;
import io.reveil.web.Scope;

/** The audit for other programs: started by a POST, counted in the background, read when it is done. */
@Controller("/api/audits")
@ExecuteOn(TaskExecutors.BLOCKING)
class AuditController {
  private static final String CSV = "text/csv";
  private static final String LINES = "application/x-ndjson";

  private final AuditRuns runs;
  private final Audits audits;
  private final Listing listing;

  AuditController(AuditRuns runs, Audits audits, Listing listing) {
    this.runs = runs;
    this.audits = audits;
    this.listing = listing;
  }

  /** An audit under way, and where to ask how far it is. */
  @Serdeable
  record Started(String id, String status) {}

  /** While one is under way, that one. */
  @Post
  @RequiresScope({Scope.READ, Scope.PRIVACY})
  @Consumes(MediaType.ALL)
  HttpResponse<Started> start(Actor.Operator operator) {
    String id = Long.toString(runs.start(operator.text()).id());
    Started started = new Started(id, "/api/audits/" + id);
    return HttpResponse.<Started>accepted()
        .header(HttpHeaders.LOCATION, started.status())
        .body(started);
  }

  @Get("/{id}")
  @RequiresScope({Scope.READ, Scope.PRIVACY})
  AuditSummary status(long id) {
    return audits.summary(runs.find(id)
        .orElseThrow(() -> none("There is no audit of this number; only the last is kept.")));
  }

  @Get("/latest")
  @RequiresScope({Scope.READ, Scope.PRIVACY})
  AuditSummary latest() {
    return audits.summary(
        runs.latestDone().orElseThrow(() -> none("The base was never audited: POST /api/audits.")));
  }

  private static Fault none(String sentence) {
    return Fault.absent("UNKNOWN_AUDIT", sentence);
  }

  /** As the base is now, a line for each contact and purpose. */
  @Get("/contacts.csv")
  @Produces(CSV)
  @RequiresScope(Scope.PRIVACY)
  StreamedFile csv() {
    return new StreamedFile(listing.csv(), new MediaType(CSV + ";charset=utf-8"))
        .attach("audit.csv");
  }

  @Get("/contacts")
  @Produces(LINES)
  @RequiresScope(Scope.PRIVACY)
  StreamedFile lines() {
    return new StreamedFile(listing.json(), new MediaType(LINES));
  }
}
