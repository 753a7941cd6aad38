package io.reveil.report.reach;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.reveil.kernel.Actor;
import io.reveil.kernel.Language;
import io.reveil.report.count.AuditRuns;
import io.reveil.web.ConsolePage;
import io.reveil.web.Pages;
import io.reveil.web.Words;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** The base as a page: whom one can reach, how that wears off, and who comes to the end of the 36 months. */
@Controller("/console/base")
@ConsolePage
@ExecuteOn(TaskExecutors.BLOCKING)
class ReachPages {
  private final Pages pages;
  private final AuditRuns runs;
  private final Reaches reaches;
  private final ReachModels models;

  ReachPages(Pages pages, AuditRuns runs, Reaches reaches, ReachModels models) {
    this.pages = pages;
    this.runs = runs;
    this.reaches = reaches;
    this.models = models;
  }

  @Get("{?lang}")
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<String> page(@QueryValue(defaultValue = "en") String lang) {
    Language language = language(lang);
    Map<String, Object> model = new HashMap<>();
    runs.underWay().ifPresent(run -> model.put("counting", Words.number(run.contacts())));
    reaches.latest().ifPresent(report -> model.put("base", models.base(report, language)));
    return pages.console(HttpStatus.OK, "base." + language.tag(), model);
  }

  @Post("{?lang}")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> count(Actor.Operator operator, @QueryValue(defaultValue = "en") String lang) {
    runs.start(operator.text());
    return HttpResponse.seeOther(
        URI.create("/console/base?lang=" + language(lang).tag()));
  }

  private static Language language(String lang) {
    return Language.of(lang).orElse(Language.EN);
  }

  @Get("/reach.csv")
  @Produces("text/csv;charset=utf-8")
  HttpResponse<String> csv() {
    return reaches.latest().map(ReachCsv::download).orElseGet(HttpResponse::notFound);
  }
}
