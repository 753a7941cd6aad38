package io.reveil.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Where shares stand on the width of a chart, in per cent of it. The axis always holds zero. */
record Scale(double from, double to, double step) {
  private static final double[] STEPS = {0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5};
  private static final int MOST_TICKS = 6;

  /** An axis that holds both ends and zero, with at most six ticks of a round step. */
  static Scale around(double low, double high) {
    double from = Math.min(low, 0);
    double to = Math.max(high, 0);
    double step = STEPS[STEPS.length - 1];
    for (int i = STEPS.length - 1; i >= 0; i--) {
      step = (to - from) / STEPS[i] <= MOST_TICKS ? STEPS[i] : step;
    }
    return new Scale(from - step / 2, to + step / 2, step);
  }

  String at(double share) {
    return text((share - from) / (to - from) * 100);
  }

  /** Ticks at round steps, each with its place and its label in points. */
  List<Map<String, Object>> ticks() {
    List<Map<String, Object>> ticks = new ArrayList<>();
    for (long i = (long) Math.ceil(from / step); i * step <= to; i++) {
      ticks.add(Map.of("at", at(i * step), "label", Sentences.points(i * step)));
    }
    return ticks;
  }

  static double percent(long part, long whole) {
    return whole == 0 ? 0 : part * 100.0 / whole;
  }

  static String text(double percent) {
    return String.format(Locale.ROOT, "%.2f", percent);
  }
}
