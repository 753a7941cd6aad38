package io.reveil.journey;

import com.fasterxml.jackson.databind.JsonNode;
import io.reveil.delivery.lane.Dispatcher;
import io.reveil.job.Recurring;
import io.reveil.testing.KeyedClient;
import io.reveil.testing.Rig;
import java.util.Collection;

/** Somebody with the installation's key, who talks to the API as scripts do; what the server would do by itself comes about first. */
final class Office {
  private final Rig rig;
  private final KeyedClient client;

  Office(Rig rig) {
    this.rig = rig;
    this.client = new KeyedClient(rig);
  }

  /** Brings a file in and says what became of its rows; contacts come from a form of ours where they do not say otherwise. */
  JsonNode bringIn(String what, String csv) {
    String path = what.equals("contacts") ? "contacts?sourceType=OWN_FORM" : what;
    JsonNode accepted = post("/api/imports/" + path, "text/csv", csv);
    work();
    JsonNode run = get(accepted.path("status").asText());
    if (!run.path("state").asText().equals("DONE")) {
      throw new AssertionError(run);
    }
    return run;
  }

  /** A campaign of one letter to who is silent; more keys may come after it. */
  static String winBack(String name) {
    return """
        campaign: %s
        kind: WIN_BACK
        purpose: newsletter
        audience:
          all:
            - status: { in: [INACTIVE, DORMANT] }
        holdout: 0%%
        stages:
          - { id: value, after: P0D, template: win-back/value }
        """.formatted(name);
  }

  JsonNode apply(String campaign) {
    return post("/api/campaigns", "application/yaml", campaign);
  }

  JsonNode plan(String campaign, String key) {
    return trigger(campaign, key, "plan");
  }

  /** Lets a wave run, to its end if the relay lets it. */
  JsonNode run(String campaign, String key) {
    trigger(campaign, key, "run");
    work();
    return get(wave(campaign, key));
  }

  static String wave(String campaign, String key) {
    return "/api/campaigns/" + campaign + "/waves/" + key;
  }

  private JsonNode trigger(String campaign, String key, String action) {
    return post(
        "/api/campaigns/" + campaign + "/waves",
        "application/json",
        "{\"key\": \"%s\", \"action\": \"%s\"}".formatted(key, action));
  }

  JsonNode get(String path) {
    return client.get(path).body();
  }

  String text(String path) {
    return client.text(path);
  }

  JsonNode post(String path, String type, String body) {
    return client.post(path, type, body).body();
  }

  /** All that is due: imports, planning, sending, endings. */
  void work() {
    Collection<Recurring> works = rig.context().getBeansOfType(Recurring.class);
    boolean more = true;
    while (more) {
      more = rig.bean(Dispatcher.class).dispatchDue();
      for (Recurring work : works) {
        more |= work.round();
      }
    }
  }
}
