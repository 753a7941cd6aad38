package io.reveil.intake;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.reveil.intake.run.ImportStatus;
import io.reveil.intake.run.Kind;
import io.reveil.intake.run.Rejects;
import io.reveil.intake.run.RejectsCsv;
import io.reveil.intake.run.Run;
import io.reveil.intake.run.Runs;
import io.reveil.kernel.Actor;
import io.reveil.kernel.Fault;
import io.reveil.web.RequiresScope;
import io.reveil.web.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Contacts, events, suppressions and invalidations in, as CSV: the body is stored and answered at once, its rows go in afterwards. */
@Controller("/api/imports")
@ExecuteOn(TaskExecutors.BLOCKING)
class ImportController {
  private static final String CSV = "text/csv";

  private final Reception reception;
  private final Runs runs;
  private final Rejects rejects;

  ImportController(Reception reception, Runs runs, Rejects rejects) {
    this.reception = reception;
    this.runs = runs;
    this.rejects = rejects;
  }

  /** An upload that was taken in, and where to ask what became of it. */
  @Serdeable
  record Accepted(String id, String status) {}

  @Post("/contacts")
  @RequiresScope(Scope.IMPORT)
  @Consumes(CSV)
  HttpResponse<Accepted> contacts(
      HttpRequest<?> request,
      Actor.Operator operator,
      @QueryValue(defaultValue = "") String name,
      @QueryValue Optional<String> sourceType,
      @Body InputStream body)
      throws IOException {
    return accept(Kind.CONTACTS, request, operator, name, sourceType.map(Origin::ofContacts), body);
  }

  @Post("/events")
  @RequiresScope(Scope.IMPORT)
  @Consumes(CSV)
  HttpResponse<Accepted> events(
      HttpRequest<?> request,
      Actor.Operator operator,
      @QueryValue(defaultValue = "") String name,
      @Body InputStream body)
      throws IOException {
    return accept(Kind.EVENTS, request, operator, name, Optional.empty(), body);
  }

  @Post("/suppressions")
  @RequiresScope(Scope.IMPORT)
  @Consumes(CSV)
  HttpResponse<Accepted> suppressions(
      HttpRequest<?> request,
      Actor.Operator operator,
      @QueryValue(defaultValue = "") String name,
      @QueryValue(defaultValue = "") String source,
      @Body InputStream body)
      throws IOException {
    return accept(
        Kind.SUPPRESSIONS, request, operator, name, Optional.of(new Origin(source)), body);
  }

  /** Whoever judges one consent judges many (E5, A56). */
  @Post("/invalidations")
  @RequiresScope(Scope.PRIVACY)
  @Consumes(CSV)
  HttpResponse<Accepted> invalidations(
      HttpRequest<?> request,
      Actor.Operator operator,
      @QueryValue(defaultValue = "") String name,
      @QueryValue(defaultValue = "") String reason,
      @Body InputStream body)
      throws IOException {
    return accept(
        Kind.INVALIDATIONS,
        request,
        operator,
        name,
        Optional.of(Origin.ofInvalidations(reason)),
        body);
  }

  private HttpResponse<Accepted> accept(
      Kind kind,
      HttpRequest<?> request,
      Actor.Operator operator,
      String name,
      Optional<Origin> origin,
      InputStream body)
      throws IOException {
    long run = reception.accept(kind, name, origin, operator, request.getContentLength(), body);
    Accepted accepted = new Accepted(Long.toString(run), "/api/imports/" + run);
    return HttpResponse.<Accepted>accepted()
        .header(HttpHeaders.LOCATION, accepted.status())
        .body(accepted);
  }

  @Get("/{id}")
  @RequiresScope({Scope.IMPORT, Scope.PRIVACY})
  ImportStatus status(long id) {
    return ImportStatus.of(find(id));
  }

  private Run find(long id) {
    return runs.find(id)
        .orElseThrow(() -> Fault.absent("UNKNOWN_IMPORT", "There is no import of this number."));
  }

  @Get("/{id}/rejects")
  @RequiresScope({Scope.IMPORT, Scope.PRIVACY})
  @Produces(CSV)
  StreamedFile rejects(long id) {
    return new StreamedFile(RejectsCsv.of(rejects, find(id)), new MediaType(CSV + ";charset=utf-8"))
        .attach("rejects-" + id + ".csv");
  }
}
