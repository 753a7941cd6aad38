package io.reveil.report;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.reveil.web.RequiresScope;
import io.reveil.web.Scope;

/** Figures for other programs. */
@Controller("/api/campaigns/{campaign}")
@ExecuteOn(TaskExecutors.BLOCKING)
class FiguresController {
  private final Figures figures;

  FiguresController(Figures figures) {
    this.figures = figures;
  }

  @Get("/waves/{key}")
  @RequiresScope({Scope.TRIGGER, Scope.READ})
  WaveStatus wave(String campaign, String key) {
    return figures.status(figures.wave(campaign, key));
  }

  @Get("/report")
  @RequiresScope({Scope.TRIGGER, Scope.READ})
  CampaignReport report(String campaign) {
    return figures.report(figures.campaign(campaign));
  }
}
