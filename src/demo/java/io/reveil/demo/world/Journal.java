package io.reveil.demo.world;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** What the story says and counts while it plays, for the page and the terminal. */
public final class Journal {
  private final Consumer<String> listener;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Map<String, AtomicLong> gauges = Collections.synchronizedMap(new LinkedHashMap<>());

  /** @param listener is told each sentence as it is said */
  public Journal(Consumer<String> listener) {
    this.listener = listener;
  }

  public void say(String sentence) {
    lines.add(sentence);
    listener.accept(sentence);
  }

  public List<String> lines() {
    return List.copyOf(lines);
  }

  /** A new act counts other things. */
  public void clearGauges() {
    gauges.clear();
  }

  /** A count that is shown while it moves. */
  public AtomicLong gauge(String name) {
    return gauges.computeIfAbsent(name, _ -> new AtomicLong());
  }

  /** Name and count, in the order in which the act named them. */
  public List<List<String>> gauges() {
    List<List<String>> shown = new ArrayList<>();
    synchronized (gauges) {
      gauges.forEach((name, count) -> shown.add(List.of(name, Figure.count(count.get()))));
    }
    return shown;
  }
}
