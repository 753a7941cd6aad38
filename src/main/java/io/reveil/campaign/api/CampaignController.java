package io.reveil.campaign.api;

import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.reveil.campaign.Campaign;
import io.reveil.campaign.Definition;
import io.reveil.campaign.definition.CampaignVersions;
import io.reveil.campaign.definition.Campaigns;
import io.reveil.campaign.letter.Rehearsal;
import io.reveil.campaign.wave.Waves;
import io.reveil.kernel.Actor;
import io.reveil.web.RequiresScope;
import io.reveil.web.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Campaigns by HTTP: apply a document, look at what stands. */
@Controller("/api/campaigns")
@ExecuteOn(TaskExecutors.BLOCKING)
class CampaignController {
  private final CampaignVersions versions;
  private final Rehearsal rehearsal;
  private final IdleExits idleExits;
  private final Campaigns campaigns;
  private final Waves waves;

  CampaignController(
      CampaignVersions versions,
      Rehearsal rehearsal,
      IdleExits idleExits,
      Campaigns campaigns,
      Waves waves) {
    this.versions = versions;
    this.rehearsal = rehearsal;
    this.idleExits = idleExits;
    this.campaigns = campaigns;
    this.waves = waves;
  }

  /** A scheduler's key triggers what stands; it writes no campaigns (A56). */
  @Post
  @Consumes(MediaType.ALL)
  @RequiresScope(Scope.ADMIN)
  Map<String, Object> apply(Actor.Operator operator, @Body String document) {
    Definition definition = versions.read(document);
    rehearsal.play(definition);
    CampaignVersions.Applied applied = versions.apply(document, operator.name());
    Map<String, Object> answer = new LinkedHashMap<>(plain(applied.campaign()));
    answer.put("changed", applied.changed());
    answer.put("notes", idleExits.of(definition));
    return answer;
  }

  @Get
  @RequiresScope({Scope.TRIGGER, Scope.READ})
  List<Map<String, Object>> list() {
    return campaigns.list().stream().map(CampaignController::plain).toList();
  }

  @Get("/{campaign}")
  @RequiresScope({Scope.TRIGGER, Scope.READ})
  Map<String, Object> show(String campaign) {
    Campaign found = campaigns.named(campaign);
    Map<String, Object> answer = new LinkedHashMap<>(plain(found));
    answer.put(
        "waves",
        waves.list(found).stream()
            .map(wave -> Map.of("key", wave.key(), "state", wave.state().name()))
            .toList());
    answer.put("document", campaigns.document(found));
    return answer;
  }

  private static Map<String, Object> plain(Campaign campaign) {
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("campaign", campaign.name());
    plain.put("version", campaign.version());
    plain.put("purpose", campaign.purpose().id());
    plain.put("createdAt", campaign.createdAt().toString());
    return plain;
  }
}
