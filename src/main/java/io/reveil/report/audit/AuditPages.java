package io.reveil.report.audit;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.reveil.kernel.Actor;
import io.reveil.kernel.Language;
import io.reveil.report.count.AuditRuns;
import io.reveil.web.ConsolePage;
import io.reveil.web.Pages;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** The audit as a page: the last one that is done, and a button for the next. */
@Controller("/console/audit")
@ConsolePage
@ExecuteOn(TaskExecutors.BLOCKING)
class AuditPages {
  private final Pages pages;
  private final AuditRuns runs;
  private final Audits audits;
  private final AuditModels models;
  private final Listing listing;

  AuditPages(Pages pages, AuditRuns runs, Audits audits, AuditModels models, Listing listing) {
    this.pages = pages;
    this.runs = runs;
    this.audits = audits;
    this.models = models;
    this.listing = listing;
  }

  @Get("{?lang}")
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<String> page(@QueryValue(defaultValue = "en") String lang) {
    Language language = language(lang);
    Map<String, Object> model = new HashMap<>();
    runs.underWay().ifPresent(run -> model.put("counting", models.people(run)));
    runs.latestDone()
        .ifPresent(run -> model.put("audit", models.audit(audits.summary(run), language)));
    return pages.console(HttpStatus.OK, "audit." + language.tag(), model);
  }

  @Post("{?lang}")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> count(Actor.Operator operator, @QueryValue(defaultValue = "en") String lang) {
    runs.start(operator.text());
    return HttpResponse.seeOther(
        URI.create("/console/audit?lang=" + language(lang).tag()));
  }

  private static Language language(String lang) {
    return Language.of(lang).orElse(Language.EN);
  }

  @Get("/contacts.csv")
  @Produces("text/csv")
  StreamedFile csv() {
    return new StreamedFile(listing.csv(), new MediaType("text/csv;charset=utf-8"))
        .attach("audit.csv");
  }
}
