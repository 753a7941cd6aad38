package io.reveil.report.reach;

import io.reveil.delivery.ReplyClass;
import io.reveil.kernel.Language;
import io.reveil.report.reach.ReachReport.AtProvider;
import io.reveil.report.reach.ReachReport.Hits;
import io.reveil.tracking.HitClass;
import io.reveil.tracking.HitKind;
import io.reveil.web.Words;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What came back as the plain values that the page may read. */
final class AnswerModels {
  private AnswerModels() {}

  /** A table for clicks and one for opens, where there were any; a column for each class that occurs. */
  static List<Map<String, Object>> hits(List<Hits> months, Language language) {
    return Stream.of(HitKind.values())
        .map(kind -> months.stream().filter(month -> month.kind() == kind).toList())
        .filter(of -> !of.isEmpty())
        .map(of -> table(of, language))
        .toList();
  }

  private static Map<String, Object> table(List<Hits> months, Language language) {
    List<HitClass> classes = Stream.of(HitClass.values())
        .filter(
            hitClass -> months.stream().anyMatch(month -> month.classes().containsKey(hitClass)))
        .toList();
    return Map.of(
        "name",
        name(months.getFirst().kind(), language),
        "classes",
        classes.stream().map(hitClass -> hitClass.in(language)).toList(),
        "months",
        months.stream().map(month -> row(month, classes, language)).toList());
  }

  private static Map<String, Object> row(Hits month, List<HitClass> classes, Language language) {
    long all = month.classes().values().stream().mapToLong(Long::longValue).sum();
    return Map.of(
        "month",
        ReachModels.name(month.month(), language),
        "all",
        Words.number(all),
        "counts",
        classes.stream()
            .map(hitClass -> share(month.classes().getOrDefault(hitClass, 0L), all, language))
            .toList());
  }

  /** A count, and its share of a whole. */
  private static Map<String, Object> share(long count, long all, Language language) {
    return Map.of("count", Words.number(count), "share", ReachModels.share(count, all, language));
  }

  private static String name(HitKind kind, Language language) {
    return switch (language) {
      case FR ->
        switch (kind) {
          case CLICK -> "Clics";
          case OPEN -> "Ouvertures";
        };
      case EN ->
        switch (kind) {
          case CLICK -> "Clicks";
          case OPEN -> "Opens";
        };
    };
  }

  static List<Map<String, Object>> providers(List<AtProvider> providers, Language language) {
    return providers.stream()
        .<Map<String, Object>>map(provider -> Map.of(
            "name",
            provider.provider(),
            "offered",
            Words.number(provider.offered()),
            "counts",
            Stream.of(ReplyClass.values())
                .map(why ->
                    share(provider.failed().getOrDefault(why, 0L), provider.offered(), language))
                .toList()))
        .toList();
  }

  /** The heads of the columns of {@link #providers}. */
  static List<String> whys(Language language) {
    return Stream.of(ReplyClass.values()).map(why -> in(why, language)).toList();
  }

  static String in(ReplyClass why, Language language) {
    return switch (language) {
      case FR ->
        switch (why) {
          case HARD -> "Adresse inexistante";
          case SOFT -> "Empêchement passager";
          case BLOCK -> "Notre courrier refusé";
          case CONTENT -> "Ce message refusé";
        };
      case EN ->
        switch (why) {
          case HARD -> "No such address";
          case SOFT -> "Not just then";
          case BLOCK -> "Our mail refused";
          case CONTENT -> "That mail refused";
        };
    };
  }
}
