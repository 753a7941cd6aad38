package io.reveil.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.reveil.demo.world.Api;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Where all people stand, as the strip at the foot of the page shows them: one letter a person. */
final class Census {
  private static final int PAGE = 500;
  private static final List<String> ORDER = List.of(
      "ACTIVE",
      "COOLING",
      "INACTIVE",
      "DORMANT",
      "EXPIRING",
      "SUNSET",
      "WITHDRAWN",
      "UNEXPOSED",
      "NEW");

  private final Api api;
  private final List<Long> order = new ArrayList<>();
  private boolean settled;
  private volatile Map<String, Object> latest = Map.of("people", "", "counts", Map.of());

  Census(Api api) {
    this.api = api;
  }

  private record Standing(String name, boolean heldOut) {
    /** ACTIVE is a, and A if held out; no two standings begin alike. */
    char letter() {
      char first = name.charAt(0);
      return heldOut ? first : Character.toLowerCase(first);
    }

    int rank() {
      return ORDER.indexOf(name);
    }
  }

  Map<String, Object> latest() {
    return latest;
  }

  /** Everybody keeps the present place from now on; who comes later stands at the end. */
  synchronized void settle() {
    settled = true;
  }

  /** Who is ACTIVE now. */
  Set<Long> active() {
    return read().entrySet().stream()
        .filter(person -> person.getValue().name().equals("ACTIVE"))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** Asks the server anew. */
  synchronized void refresh() {
    Map<Long, Standing> people = read();
    if (!settled) {
      order.clear();
      people.entrySet().stream()
          .sorted(Comparator.comparingInt(entry -> entry.getValue().rank()))
          .forEach(entry -> order.add(entry.getKey()));
    } else {
      people.keySet().stream().skip(order.size()).forEach(order::add);
    }
    StringBuilder letters = new StringBuilder();
    Map<String, Integer> counts = new TreeMap<>();
    for (Long id : order) {
      Standing standing = people.get(id);
      if (standing != null) {
        letters.append(standing.letter());
        counts.merge(standing.name(), 1, Integer::sum);
      }
    }
    latest = Map.of("people", letters.toString(), "counts", counts);
  }

  /** By id, which is the order in which they came. */
  private Map<Long, Standing> read() {
    Map<Long, Standing> people = new LinkedHashMap<>();
    long after = 0;
    while (true) {
      JsonNode page =
          api.get("/api/contacts?after=%d&limit=%d".formatted(after, PAGE)).path("contacts");
      for (JsonNode person : page) {
        after = person.path("id").asLong();
        String name = person.path("standing").asText();
        people.put(after, new Standing(name, person.path("heldOut").asBoolean()));
      }
      if (page.size() < PAGE) {
        return people;
      }
    }
  }

  /** The one sentence, in French and in English. */
  List<String> explain(String contact) {
    List<String> sentences = new ArrayList<>();
    for (String language : List.of("fr", "en")) {
      String path = "/api/contacts/" + contact + "/explain?lang=" + language;
      sentences.add(api.get(path).path("sentence").asText());
    }
    return sentences;
  }

  JsonNode ledger(String contact) {
    return api.get("/api/contacts/" + contact + "/consents/newsletter/proof");
  }
}
