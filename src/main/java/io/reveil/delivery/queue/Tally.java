package io.reveil.delivery.queue;

import io.reveil.delivery.MessageState;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Adds up the messages of a wave by what became of them. */
final class Tally {
  private long planned;
  private long sent;
  private long failed;
  private long unknown;
  private long open;
  private long stayed;
  private long clicked;
  private long unsubscribed;
  private long bounced;
  private long complained;
  private final Map<String, Long> dropped = new TreeMap<>();

  record Line(
      MessageState state,
      Optional<String> reason,
      long messages,
      long stayed,
      long clicked,
      long unsubscribed,
      long bounced,
      long complained) {}

  void add(Line line) {
    planned += line.messages();
    stayed += line.stayed();
    clicked += line.clicked();
    unsubscribed += line.unsubscribed();
    bounced += line.bounced();
    complained += line.complained();
    switch (line.state()) {
      case SENT -> sent += line.messages();
      case FAILED -> failed += line.messages();
      case UNKNOWN -> unknown += line.messages();
      case QUEUED, DEFERRED, HELD -> open += line.messages();
      case DROPPED -> dropped.merge(line.reason().orElseThrow(), line.messages(), Long::sum);
    }
  }

  WaveMessages.Counts counts() {
    return new WaveMessages.Counts(
        planned,
        sent,
        failed,
        unknown,
        open,
        dropped,
        stayed,
        clicked,
        unsubscribed,
        bounced,
        complained);
  }
}
