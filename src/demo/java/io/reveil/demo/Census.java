package io.reveil.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Where all people stand, as the strip at the foot of the page shows them: one letter a person. */
final class Census {
  private static final int PAGE = 1_000;

  private final Api api;
  private volatile Map<String, Object> latest = Map.of("everybody", "", "heldOut", "", "counts", Map.of());

  Census(Api api) {
    this.api = api;
  }

  Map<String, Object> latest() {
    return latest;
  }

  /** Asks the server anew; keeps the last answer while the server is away. */
  void refresh() {
    StringBuilder everybody = new StringBuilder();
    StringBuilder heldOut = new StringBuilder();
    Map<String, Integer> counts = new TreeMap<>();
    long after = 0;
    while (true) {
      JsonNode people = api.get("/api/contacts?after=%d&limit=%d".formatted(after, PAGE)).path("contacts");
      for (JsonNode person : people) {
        String standing = person.path("standing").asText();
        counts.merge(standing, 1, Integer::sum);
        (person.path("heldOut").asBoolean() ? heldOut : everybody).append(letter(standing));
        after = person.path("id").asLong();
      }
      if (people.size() < PAGE) {
        break;
      }
    }
    Map<String, Object> found = new LinkedHashMap<>();
    found.put("everybody", everybody.toString());
    found.put("heldOut", heldOut.toString());
    found.put("counts", counts);
    latest = found;
  }

  /** NEW n, UNEXPOSED u, ACTIVE a, COOLING c, INACTIVE i, DORMANT d, EXPIRING e, SUNSET s, WITHDRAWN w. */
  private static char letter(String standing) {
    return Character.toLowerCase(standing.isEmpty() ? 'u' : standing.charAt(0));
  }

  /** The one sentence, in French and in English. */
  List<String> explain(String contact) {
    List<String> sentences = new ArrayList<>();
    for (String language : List.of("fr", "en")) {
      sentences.add(api.get("/api/contacts/" + contact + "/explain?lang=" + language).path("sentence").asText());
    }
    return sentences;
  }

  JsonNode ledger(String contact) {
    return api.get("/api/contacts/" + contact + "/consents/newsletter/proof");
  }
}
