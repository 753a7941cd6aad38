package io.reveil.report.reach;

import io.reveil.kernel.Language;
import io.reveil.report.reach.ReachReport.Limit;
import io.reveil.report.reach.ReachReport.Month;
import io.reveil.web.Words;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/** Where the marks of the page's charts stand: across in per cent, down in pixels. */
final class Curves {
  private static final double CURVE = 240;
  private static final double ABOVE = 20;
  private static final double TALLEST = 170;
  private static final double GROUND = 190;
  private static final double STEP = 100.0 / Reaches.AHEAD;
  /** The last two bars before the limit are asked now. */
  private static final int SOON = 2;
  /** Nearer to each other, or to the ground, two labels of a curve run into one another. */
  private static final double APART = 16;

  private Curves() {}

  /** Dormant at the bottom, inactive on it, active on top: the sky over the ground. */
  static Map<String, Object> of(List<Month> months, Language language) {
    long most = months.stream().mapToLong(Curves::judged).max().orElse(1);
    List<Double> dormant = heights(months, most, Month::dormant);
    List<Double> inactive = heights(months, most, month -> month.dormant() + month.inactive());
    List<Double> active = heights(months, most, Curves::judged);
    Map<String, Object> curves = new HashMap<>();
    curves.put("ground", line(dormant) + " L100 240 L0 240 Z");
    curves.put("field", line(inactive) + " " + back(dormant) + " Z");
    curves.put("sky", line(active) + " " + back(inactive) + " Z");
    curves.put("dormantLine", line(dormant));
    curves.put("inactiveLine", line(inactive));
    curves.put("activeLine", line(active));
    curves.put("first", labels(months.getFirst(), most));
    curves.put("last", labels(months.getLast(), most));
    List<Map<String, Object>> ticks = new ArrayList<>();
    for (int i = 0; i < months.size(); i++) {
      ticks.add(Map.of(
          "at", number(i * STEP),
          "wide", i % 3 != 0,
          "label", tick(months.get(i).month(), i % Reaches.AHEAD == 0, language)));
    }
    curves.put("ticks", ticks);
    return curves;
  }

  private static long judged(Month month) {
    return month.active() + month.inactive() + month.dormant();
  }

  private static List<Double> heights(List<Month> months, long most, ToLongFunction<Month> people) {
    return months.stream()
        .map(month -> CURVE - (CURVE - ABOVE) * people.applyAsLong(month) / most)
        .toList();
  }

  private static String line(List<Double> heights) {
    StringJoiner path = new StringJoiner(" L", "M", "");
    for (int i = 0; i < heights.size(); i++) {
      path.add(number(i * STEP) + " " + number(heights.get(i)));
    }
    return path.toString();
  }

  private static String back(List<Double> heights) {
    StringJoiner path = new StringJoiner(" L", "L", "");
    for (int i = heights.size() - 1; i >= 0; i--) {
      path.add(number(i * STEP) + " " + number(heights.get(i)));
    }
    return path.toString();
  }

  /** A band's figure stands in its middle; a band too flat for words has none, the table tells it. */
  private static List<Map<String, Object>> labels(Month month, long most) {
    List<Map<String, Object>> labels = new ArrayList<>();
    long under = 0;
    long[] bands = {month.dormant(), month.inactive(), month.active()};
    String[] names = {"dormant", "inactive", "active"};
    for (int i = 0; i < bands.length; i++) {
      double height = (CURVE - ABOVE) * bands[i] / most;
      double middle = CURVE - (CURVE - ABOVE) * under / most - height / 2;
      if (height >= APART) {
        labels.add(Map.of(
            "band", names[i],
            "people", Words.number(bands[i]),
            "at", number(ABOVE + middle + APART / 3)));
      }
      under += bands[i];
    }
    return labels;
  }

  static List<Map<String, Object>> bars(List<Limit> limits, Language language) {
    long most = Math.max(1, limits.stream().mapToLong(Limit::people).max().orElse(1));
    int tallest = IntStream.range(0, limits.size())
        .boxed()
        .max(Comparator.comparingLong(i -> limits.get(i).people()))
        .orElse(0);
    List<Map<String, Object>> bars = new ArrayList<>();
    for (int i = 0; i < limits.size(); i++) {
      Limit limit = limits.get(i);
      double height = TALLEST * limit.people() / most;
      bars.add(Map.of(
          "month", shortName(limit.month(), language),
          "people", Words.number(limit.people()),
          "at", number(i * STEP + STEP / 10),
          "width", number(STEP * 8 / 10),
          "middle", number(i * STEP + STEP / 2),
          "top", number(GROUND - height),
          "height", number(height),
          "label", number(GROUND - height - 5),
          "soon", i < SOON,
          "wide", (i - tallest) % 2 != 0));
    }
    return bars;
  }

  private static String tick(String month, boolean withYear, Language language) {
    String name = shortName(month, language);
    return withYear ? name + " " + month.substring(0, month.indexOf('-')) : name;
  }

  private static String shortName(String month, Language language) {
    return YearMonth.parse(month).format(DateTimeFormatter.ofPattern("MMM", language.locale()));
  }

  static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
