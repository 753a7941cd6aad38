package io.reveil.demo;

import io.reveil.demo.world.Figure;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Plays the acts without a hand and compares what must be with what was found. */
final class Once {
  private static final int LEAST_WIDTH = 8;

  private final PrintStream out;

  Once(PrintStream out) {
    this.out = out;
  }

  static List<Supplier<List<Figure>>> acts(Story story) {
    return List.of(
        story::begin,
        story::signUpAndConfirm,
        story::fortyDays,
        story::releaseScanner,
        story::blowUpStorm,
        story::pullThePlug,
        () -> story.forgetMe(story.someLetter().orElseThrow()));
  }

  /** The exit code: 0 only if every figure agrees. */
  int play(List<Supplier<List<Figure>>> acts) {
    List<Figure> figures = new ArrayList<>();
    acts.forEach(act -> figures.addAll(act.get()));
    print(figures);
    return !figures.isEmpty() && figures.stream().allMatch(Figure::agrees) ? 0 : 1;
  }

  private void print(List<Figure> figures) {
    String line = "%-" + width(figures.stream().map(Figure::act)) + "s  %-"
        + width(figures.stream().map(Figure::name)) + "s  %"
        + width(figures.stream().map(Figure::expected)) + "s  %"
        + width(figures.stream().map(Figure::found)) + "s  %s%n";
    out.printf("%n" + line, "Act", "Figure", "expected", "found", "");
    for (Figure figure : figures) {
      out.printf(
          line,
          figure.act(),
          figure.name(),
          figure.expected(),
          figure.found(),
          figure.agrees() ? "ok" : "DIFFERS");
    }
    long wrong = figures.stream().filter(figure -> !figure.agrees()).count();
    out.printf("%n%d figures, %d differ.%n", figures.size(), wrong);
  }

  private static int width(Stream<String> words) {
    return Math.max(LEAST_WIDTH, words.mapToInt(String::length).max().orElse(0));
  }
}
