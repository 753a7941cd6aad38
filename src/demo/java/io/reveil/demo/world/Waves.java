package io.reveil.demo.world;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;

/** Campaigns and their waves, as an operator and a scheduler would ask for them. */
public final class Waves {
  private final Api api;

  public Waves(Api api) {
    this.api = api;
  }

  public void applyShipped() {
    try (var campaign = Waves.class.getResourceAsStream("/config/campaigns/win-back.yml")) {
      apply(campaign.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A letter to those of some countries who are awake and got none this week. */
  public void applyGreeting(String campaign, String countries) {
    apply("""
        campaign: %s
        kind: WIN_BACK
        purpose: newsletter
        audience:
          all:
            - status: { in: [COOLING, ACTIVE] }
            - field: { name: country, in: [%s] }
        holdout: 0%%
        stages:
          - { id: value, after: P0D, template: win-back/value }
        exit_on: [STAY, PURCHASE]
        at_end: SUNSET
        """.formatted(campaign, countries).getBytes(StandardCharsets.UTF_8));
  }

  private void apply(byte[] document) {
    api.post("/api/campaigns", "application/yaml", document);
  }

  public JsonNode plan(String campaign, String key) {
    return trigger(campaign, key, "plan");
  }

  public void run(String campaign, String key) {
    trigger(campaign, key, "run");
  }

  private JsonNode trigger(String campaign, String key, String action) {
    return api.post(of(campaign), Map.of("key", key, "action", action));
  }

  /** Waits for the last letter. */
  public JsonNode awaitEnd(String campaign, String key, Consumer<JsonNode> look) {
    return api.await(of(campaign) + "/" + key, wave -> {
      look.accept(wave);
      return wave.path("state").asText().equals("DONE") && wave.path("open").asLong() == 0;
    });
  }

  public static String of(String campaign) {
    return "/api/campaigns/" + campaign + "/waves";
  }
}
