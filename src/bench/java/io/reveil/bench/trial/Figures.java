package io.reveil.bench.trial;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was measured, by name, in the order of measuring. */
public final class Figures {
  private static final double NANOS = 1e9;
  private static final double HUNDREDTHS = 100;

  private final Map<String, Object> all = new LinkedHashMap<>();

  public void whole(String name, long figure) {
    all.put(name, figure);
  }

  public void whole(String name, double figure) {
    whole(name, Math.round(figure));
  }

  public void fine(String name, double figure) {
    all.put(name, Math.round(figure * HUNDREDTHS) / HUNDREDTHS);
  }

  public static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  /** @param began by {@link System#nanoTime} */
  public static double perSecond(long count, long began) {
    return count * NANOS / (System.nanoTime() - began);
  }

  /** @param json in one line, for programs */
  public void print(PrintWriter out, boolean json) throws JsonProcessingException {
    if (json) {
      out.println(new ObjectMapper().writeValueAsString(all));
    } else {
      all.forEach((name, figure) -> out.println("%-48s %12s".formatted(name, shown(figure))));
    }
    out.flush();
  }

  private static String shown(Object figure) {
    return figure instanceof Long whole
        ? String.format(Locale.ROOT, "%,d", whole)
        : String.valueOf(figure);
  }
}
