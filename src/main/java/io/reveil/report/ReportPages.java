package io.reveil.report;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.reveil.campaign.Campaign;
import io.reveil.campaign.Wave;
import io.reveil.campaign.definition.Campaigns;
import io.reveil.campaign.wave.Waves;
import io.reveil.web.ConsolePage;
import io.reveil.web.Pages;
import java.util.List;
import java.util.Map;

/** The operators' pages: all campaigns, one campaign, one wave. They read; nothing here changes anything. */
@Controller("/console")
@ConsolePage
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces(MediaType.TEXT_HTML)
class ReportPages {
  private final Pages pages;
  private final Campaigns campaigns;
  private final Waves waves;
  private final Figures figures;
  private final PageModels models;

  ReportPages(Pages pages, Campaigns campaigns, Waves waves, Figures figures, PageModels models) {
    this.pages = pages;
    this.campaigns = campaigns;
    this.waves = waves;
    this.figures = figures;
    this.models = models;
  }

  @Get
  HttpResponse<String> home() {
    List<Map<String, Object>> rows = campaigns.list().stream()
        .map(campaign -> models.row(figures.report(campaign), waves.list(campaign)))
        .toList();
    return pages.console(HttpStatus.OK, "campaigns", Map.of("campaigns", rows));
  }

  @Get("/campaigns/{name}")
  HttpResponse<String> campaign(String name) {
    Campaign campaign = figures.campaign(name);
    return pages.console(
        HttpStatus.OK,
        "campaign",
        models.campaign(campaign, figures.report(campaign), waves.list(campaign)));
  }

  @Get("/campaigns/{name}/waves/{key}")
  HttpResponse<String> wave(String name, String key) {
    Wave wave = figures.wave(name, key);
    List<StageFigures> stages = figures.stages(figures.campaign(name), List.of(wave));
    StageFigures all = StageFigures.sum(stages);
    return pages.console(
        HttpStatus.OK,
        "wave",
        models.wave(wave, stages, all, figures.stopped(all.counts()), figures.bought(wave)));
  }
}
