package io.reveil.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import io.reveil.delivery.queue.WaveCounts.Share;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of the mails of one stage, or of several: planned = sent + failed + unknown + open + the sum of dropped.
 *
 * @param dropped by reason
 * @param clicked mails of which a person followed a link, where the reader agreed to be measured
 * @param bounced of those sent, what came back
 */
@Serdeable
@JsonInclude(JsonInclude.Include.ALWAYS)
record StageFigures(
    String stage,
    long planned,
    long sent,
    long failed,
    long unknown,
    long open,
    Map<String, Long> dropped,
    long stayed,
    long clicked,
    long unsubscribed,
    long bounced,
    long complained) {

  static StageFigures none(String stage) {
    return new StageFigures(stage, 0, 0, 0, 0, 0, Map.of(), 0, 0, 0, 0, 0);
  }

  StageFigures plus(Share share) {
    long messages = share.messages();
    StageFigures one = switch (share.state()) {
      case SENT -> of(messages, 0, 0, 0, Map.of(), share);
      case FAILED -> of(0, messages, 0, 0, Map.of(), share);
      case UNKNOWN -> of(0, 0, messages, 0, Map.of(), share);
      case QUEUED, DEFERRED, HELD -> of(0, 0, 0, messages, Map.of(), share);
      case DROPPED -> of(0, 0, 0, 0, Map.of(share.reason().orElse("UNKNOWN"), messages), share);
    };
    return plus(one);
  }

  private StageFigures of(
      long sent, long failed, long unknown, long open, Map<String, Long> dropped, Share share) {
    return new StageFigures(
        stage,
        share.messages(),
        sent,
        failed,
        unknown,
        open,
        dropped,
        share.stayed(),
        share.clicked(),
        share.unsubscribed(),
        share.bounced(),
        share.complained());
  }

  private StageFigures plus(StageFigures other) {
    Map<String, Long> reasons = new TreeMap<>(dropped);
    other.dropped.forEach((reason, count) -> reasons.merge(reason, count, Long::sum));
    return new StageFigures(
        stage,
        planned + other.planned,
        sent + other.sent,
        failed + other.failed,
        unknown + other.unknown,
        open + other.open,
        reasons,
        stayed + other.stayed,
        clicked + other.clicked,
        unsubscribed + other.unsubscribed,
        bounced + other.bounced,
        complained + other.complained);
  }

  /** All of them together. */
  static StageFigures sum(Collection<StageFigures> stages) {
    return stages.stream().reduce(none("all"), StageFigures::plus);
  }

  /** How many the gate refused for good. */
  long notSent() {
    return dropped.values().stream().mapToLong(Long::longValue).sum();
  }
}
