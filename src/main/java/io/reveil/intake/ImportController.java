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
import io.reveil.job.Ids;
import io.reveil.kernel.Actor;
import io.reveil.kernel.Fault;
import io.reveil.web.RequiresScope;
import io.reveil.web.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.security.Principal;

/** Contacts and events in, as CSV: the body is stored and answered at once, its rows go in afterwards. */
@Controller("/api/imports")
@RequiresScope(Scope.IMPORT)
@ExecuteOn(TaskExecutors.BLOCKING)
class ImportController {
  private static final String CSV = "text/csv";
  private static final int LONGEST_NAME = 200;

  private final Uploads uploads;
  private final Importers importers;
  private final Runs runs;
  private final Rejects rejects;
  private final Ids ids;

  ImportController(
      Uploads uploads, Importers importers, Runs runs, Rejects rejects, Ids ids) {
    this.uploads = uploads;
    this.importers = importers;
    this.runs = runs;
    this.rejects = rejects;
    this.ids = ids;
  }

  /** An upload that was taken in, and where to ask what became of it. */
  @Serdeable
  record Accepted(String id, String status) {}

  @Post("/contacts")
  @Consumes(CSV)
  HttpResponse<Accepted> contacts(
      HttpRequest<?> request, @QueryValue(defaultValue = "") String name, @Body InputStream body)
      throws IOException {
    return accept(Kind.CONTACTS, request, name, body);
  }

  @Post("/events")
  @Consumes(CSV)
  HttpResponse<Accepted> events(
      HttpRequest<?> request, @QueryValue(defaultValue = "") String name, @Body InputStream body)
      throws IOException {
    return accept(Kind.EVENTS, request, name, body);
  }

  private HttpResponse<Accepted> accept(
      Kind kind, HttpRequest<?> request, String name, InputStream body) throws IOException {
    if (uploads.isTooLarge(request.getContentLength())) {
      throw uploads.tooLarge();
    }
    if (name.length() > LONGEST_NAME || name.codePoints().anyMatch(Character::isISOControl)) {
      throw Fault.invalid("name", "name is one line of at most " + LONGEST_NAME + " characters.");
    }
    long run = ids.next();
    long bytes = uploads.receive(run, body);
    try (CsvFile file = importers.open(kind, uploads.file(run))) {
      runs.queue(run, kind, name, actor(request), bytes, file.header());
    } catch (RuntimeException e) {
      uploads.delete(run);
      throw e;
    }
    Accepted accepted = new Accepted(Long.toString(run), "/api/imports/" + run);
    return HttpResponse.<Accepted>accepted()
        .header(HttpHeaders.LOCATION, accepted.status())
        .body(accepted);
  }

  private static Actor actor(HttpRequest<?> request) {
    return new Actor.Operator(request.getUserPrincipal().map(Principal::getName).orElse("?"));
  }

  @Get("/{id}")
  ImportStatus status(long id) {
    return ImportStatus.of(find(id));
  }

  private Run find(long id) {
    return runs.find(id)
        .orElseThrow(() -> Fault.absent("UNKNOWN_IMPORT", "There is no import of this number."));
  }

  @Get("/{id}/rejects")
  @Produces(CSV)
  StreamedFile rejects(long id) {
    return new StreamedFile(RejectsCsv.of(rejects, find(id)), new MediaType(CSV + ";charset=utf-8"))
        .attach("rejects-" + id + ".csv");
  }
}
