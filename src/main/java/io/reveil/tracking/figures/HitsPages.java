package io.reveil.tracking.figures;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.reveil.kernel.Installation;
import io.reveil.kernel.Language;
import io.reveil.tracking.HitDays;
import io.reveil.web.ConsolePage;
import io.reveil.web.Pages;
import java.time.Clock;
import java.time.LocalDate;

/** Thirty days of clicks and opens, and the latest of them with the reasons. */
@Controller("/console/hits")
@ConsolePage
@ExecuteOn(TaskExecutors.BLOCKING)
class HitsPages {
  static final int DAYS = 30;
  private static final int LATEST = 25;

  private final Pages pages;
  private final JudgedHits hits;
  private final HitDays days;
  private final HitModels models;
  private final Installation installation;
  private final Clock clock;

  HitsPages(
      Pages pages,
      JudgedHits hits,
      HitDays days,
      HitModels models,
      Installation installation,
      Clock clock) {
    this.pages = pages;
    this.hits = hits;
    this.days = days;
    this.models = models;
    this.installation = installation;
    this.clock = clock;
  }

  @Get("{?lang}")
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<String> page(@QueryValue(defaultValue = "en") String lang) {
    Language language = Language.of(lang).orElse(Language.EN);
    LocalDate today = LocalDate.ofInstant(clock.instant(), installation.zone());
    LocalDate first = today.minusDays(DAYS - 1L);
    return pages.console(
        HttpStatus.OK,
        "hits." + language.tag(),
        models.page(days.list(first, today), hits.latest(first, LATEST), first, language));
  }
}
