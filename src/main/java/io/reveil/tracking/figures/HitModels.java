package io.reveil.tracking.figures;

import static io.reveil.tracking.HitClass.HUMAN_CONFIRMED;
import static io.reveil.tracking.HitClass.HUMAN_LIKELY;
import static io.reveil.tracking.HitClass.MACHINE;
import static io.reveil.tracking.HitClass.PROXIED;
import static io.reveil.tracking.HitClass.SCAN;
import static io.reveil.tracking.HitClass.SUSPECT;
import static io.reveil.tracking.HitClass.UNKNOWN;

import io.reveil.kernel.Installation;
import io.reveil.kernel.Language;
import io.reveil.tracking.HitClass;
import io.reveil.tracking.HitDays.Day;
import io.reveil.tracking.HitKind;
import io.reveil.web.Said;
import io.reveil.web.Words;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** Hits as the plain values that their page may read: numbers are text already, places are per cent or pixels. */
@Singleton
class HitModels {
  private static final double TALLEST = 150;
  private static final double GROUND = 180;
  private static final double STEP = 100.0 / HitsPages.DAYS;

  private final Installation installation;

  HitModels(Installation installation) {
    this.installation = installation;
  }

  Map<String, Object> page(
      List<Day> days, List<JudgedHit> latest, LocalDate first, Language language) {
    Day clicks = sum(days, HitKind.CLICK, first);
    Day opens = sum(days, HitKind.OPEN, first);
    Map<String, Object> model = new HashMap<>();
    model.put("says", clickWords(clicks).in(language));
    model.put("opensSay", openWords(opens).in(language));
    model.put("clicks", classes(clicks, language));
    model.put("opens", classes(opens, language));
    model.put("bars", bars(days, first));
    model.put("first", Words.date(first, language));
    model.put("last", Words.date(first.plusDays(HitsPages.DAYS - 1L), language));
    model.put("days", table(days, language));
    model.put("latest", latest.stream().map(hit -> hit(hit, language)).toList());
    return model;
  }

  private static Day sum(List<Day> days, HitKind kind, LocalDate first) {
    Map<HitClass, Long> hits = new EnumMap<>(HitClass.class);
    days.stream()
        .filter(day -> day.kind() == kind)
        .forEach(
            day -> day.hits().forEach((hitClass, count) -> hits.merge(hitClass, count, Long::sum)));
    return new Day(first, kind, hits);
  }

  private static long people(Day day) {
    return day.of(HUMAN_LIKELY, HUMAN_CONFIRMED);
  }

  private static long programs(Day day) {
    return day.of(SCAN, SUSPECT);
  }

  private static Said clickWords(Day clicks) {
    String all = Words.number(clicks.of(HitClass.values()));
    String people = Words.number(people(clicks));
    String programs = Words.number(programs(clicks));
    long untold = clicks.of(HitClass.values()) - people(clicks) - programs(clicks);
    return clicks.hits().isEmpty()
        ? new Said(
            "Aucun clic n’a été mesuré en 30\u00A0jours.", "No click was measured in 30 days.")
        : new Said(
            "Sur %s clics en 30\u00A0jours, %s sont sans doute de personnes et %s de programmes%s."
                .formatted(
                    all, people, programs, untold == 0 ? "" : " ; des autres, on ne sait rien"),
            "Of %s clicks in 30 days, %s are most likely people’s and %s programs’%s."
                .formatted(
                    all,
                    people,
                    programs,
                    untold == 0 ? "" : "; of the others nothing can be told"));
  }

  /** (C8) */
  private static Said openWords(Day opens) {
    String all = Words.number(opens.of(HitClass.values()));
    String proxied = Words.number(opens.of(MACHINE, PROXIED));
    return new Said(
        "%s ouvertures : une estimation gonflée par les relais, dont %s chargées par les programmes ou les relais des messageries. Une ouverture n’est jamais un signe de vie."
            .formatted(all, proxied),
        "%s opens: a proxy-inflated estimate, %s of them fetched by mail programs or mailbox proxies. An open is never a sign of life."
            .formatted(all, proxied));
  }

  private static List<Map<String, Object>> classes(Day day, Language language) {
    long all = day.of(HitClass.values());
    return day.hits().entrySet().stream()
        .map(entry -> Map.<String, Object>of(
            "code", entry.getKey().name(),
            "level", level(entry.getKey()),
            "people", Words.number(entry.getValue()),
            "share",
                String.format(
                    language.locale(),
                    "%.1f\u00A0%%",
                    all == 0 ? 0 : entry.getValue() * 100.0 / all),
            "reason", entry.getKey().in(language),
            "action", what(entry.getKey()).in(language)))
        .toList();
  }

  /** What follows from a class. */
  private static Said what(HitClass hitClass) {
    return switch (hitClass) {
      case SCAN, SUSPECT, UNKNOWN ->
        new Said("Ne change rien, pour personne.", "Changes nothing, for nobody.");
      case HUMAN_LIKELY ->
        new Said(
            "Termine une séquence dont CLICK est une sortie ; signe de vie seulement si la configuration le dit.",
            "Ends a sequence that CLICK is an exit of; a sign of life only if the configuration says so.");
      case HUMAN_CONFIRMED ->
        new Said(
            "Termine une séquence dont CLICK est une sortie ; signe de vie.",
            "Ends a sequence that CLICK is an exit of; a sign of life.");
      case MACHINE, PROXIED ->
        new Said("Ne dit rien de qui a lu.", "Says nothing of who has read.");
    };
  }

  /** Where the sun stands beside a class (look: “where it stands”). */
  private static String level(HitClass hitClass) {
    return switch (hitClass) {
      case SCAN -> "0";
      case SUSPECT -> "1";
      case UNKNOWN -> "2";
      case HUMAN_LIKELY -> "3";
      case HUMAN_CONFIRMED -> "4";
      case MACHINE, PROXIED -> "x";
    };
  }

  /** A column a day: people below, then what cannot be told, programs on top. */
  private static List<Map<String, Object>> bars(List<Day> days, LocalDate first) {
    List<Day> clicks = days.stream().filter(day -> day.kind() == HitKind.CLICK).toList();
    long most =
        clicks.stream().mapToLong(day -> day.of(HitClass.values())).max().orElse(1);
    List<Map<String, Object>> bars = new ArrayList<>();
    IntStream.range(0, HitsPages.DAYS)
        .forEach(number -> clicks.stream()
            .filter(day -> day.on().equals(first.plusDays(number)))
            .forEach(day -> bars.add(bar(day, number, most))));
    return bars;
  }

  private static Map<String, Object> bar(Day day, int number, long most) {
    double people = TALLEST * people(day) / most;
    double unknown = TALLEST * day.of(UNKNOWN) / most;
    double programs = TALLEST * programs(day) / most;
    return Map.of(
        "at", number(STEP * number),
        "people", number(people),
        "peopleTop", number(GROUND - people),
        "unknown", number(unknown),
        "unknownTop", number(GROUND - people - unknown),
        "programs", number(programs),
        "programsTop", number(GROUND - people - unknown - programs));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static List<Map<String, Object>> table(List<Day> days, Language language) {
    return days.stream()
        .filter(day -> day.kind() == HitKind.CLICK)
        .map(day -> Map.<String, Object>of(
            "on", Words.date(day.on(), language),
            "people", Words.number(people(day)),
            "unknown", Words.number(day.of(UNKNOWN)),
            "programs", Words.number(programs(day))))
        .toList();
  }

  private Map<String, Object> hit(JudgedHit hit, Language language) {
    Map<String, Object> model = new HashMap<>();
    model.put("at", Words.moment(hit.at().atZone(installation.zone()), language));
    model.put("contact", hit.contact());
    model.put("click", hit.kind() == HitKind.CLICK);
    hit.leadsTo().ifPresent(to -> model.put("to", to));
    hit.judged().ifPresent(judged -> {
      model.put("code", judged.hitClass().name());
      model.put("level", level(judged.hitClass()));
      model.put("says", judged.says().in(language));
      model.put(
          "reasons",
          judged.reasons().stream().map(because -> because.says().in(language)).toList());
    });
    return model;
  }
}
