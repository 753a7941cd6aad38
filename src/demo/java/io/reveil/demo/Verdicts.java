package io.reveil.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.reveil.demo.world.Api;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the server's judge made of clicks since an instant, with its reasons. */
final class Verdicts {
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
  /** Longer than the lease of a server whose plug was pulled. */
  private static final Duration PATIENCE = Duration.ofSeconds(45);

  private static final int PAGE = 1_000;
  static final List<String> CLASSES =
      List.of("SCAN", "SUSPECT", "UNKNOWN", "HUMAN_LIKELY", "HUMAN_CONFIRMED");

  private final Api api;
  private final Instant since;
  private final Map<String, Long> before;

  /** From now on. */
  Verdicts(Api api, Instant now) {
    this.api = api;
    this.since = now;
    this.before = counts(now);
  }

  /** A sentence in both languages. */
  record Said(String fr, String en) {
    static Said of(JsonNode node) {
      return new Said(node.path("fr").asText(), node.path("en").asText());
    }
  }

  /** One class: how many hits, and why. */
  record Judged(String hitClass, Said says, long hits, List<Said> reasons) {}

  /** How many of each class by now. */
  Map<String, Long> counts(Instant now) {
    String span = "?from=%s&to=%s".formatted(day(since), day(now));
    Map<String, Long> counts = new TreeMap<>();
    for (JsonNode day : api.get("/api/hits/classes" + span).path("days")) {
      if (day.path("kind").asText().equals("CLICK")) {
        day.path("hits")
            .properties()
            .forEach(entry -> counts.merge(entry.getKey(), entry.getValue().asLong(), Long::sum));
      }
    }
    return counts;
  }

  long of(String hitClass, Instant now) {
    return counts(now).getOrDefault(hitClass, 0L) - before.getOrDefault(hitClass, 0L);
  }

  /** Waits until so many are judged. */
  void await(long hits, Instant now) {
    Api.until(PATIENCE, () -> CLASSES.stream().mapToLong(one -> of(one, now)).sum() >= hits);
  }

  /** By class, those without a hit left out. */
  List<Judged> list(Instant now) {
    List<Judged> all = new ArrayList<>();
    for (String hitClass : CLASSES) {
      long hits = of(hitClass, now);
      if (hits > 0) {
        all.add(reasons(hitClass, hits, now));
      }
    }
    return all;
  }

  private Judged reasons(String hitClass, long hits, Instant now) {
    Map<String, Said> reasons = new LinkedHashMap<>();
    Said says = new Said("", "");
    for (JsonNode hit : some(hitClass, day(now))) {
      JsonNode judged = hit.path("judged");
      says = Said.of(judged.path("says"));
      for (JsonNode because : judged.path("reasons")) {
        reasons.put(because.path("reason").asText(), Said.of(because.path("says")));
      }
    }
    return new Judged(hitClass, says, hits, List.copyOf(reasons.values()));
  }

  /** The first page that holds any since then: up to a thousand. */
  private List<JsonNode> some(String hitClass, LocalDate day) {
    String after = "";
    while (true) {
      JsonNode page = api.get("/api/hits?day=%s&class=%s&limit=%d%s"
              .formatted(day, hitClass, PAGE, after.isEmpty() ? "" : "&after=" + after))
          .path("hits");
      List<JsonNode> found = new ArrayList<>();
      for (JsonNode hit : page) {
        after = hit.path("after").asText();
        if (!Instant.parse(hit.path("at").asText()).isBefore(since)) {
          found.add(hit);
        }
      }
      if (!found.isEmpty() || page.size() < PAGE) {
        return found;
      }
    }
  }

  private static LocalDate day(Instant moment) {
    return LocalDate.ofInstant(moment, PARIS);
  }
}
