package io.reveil.delivery.queue;

import java.util.Map;
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

  void add(WaveCounts.Share share) {
    planned += share.messages();
    stayed += share.stayed();
    clicked += share.clicked();
    unsubscribed += share.unsubscribed();
    bounced += share.bounced();
    complained += share.complained();
    switch (share.state()) {
      case SENT -> sent += share.messages();
      case FAILED -> failed += share.messages();
      case UNKNOWN -> unknown += share.messages();
      case QUEUED, DEFERRED, HELD -> open += share.messages();
      case DROPPED -> dropped.merge(share.reason().orElseThrow(), share.messages(), Long::sum);
    }
  }

  WaveCounts.Counts counts() {
    return new WaveCounts.Counts(
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
