package io.reveil.report;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.micronaut.serde.annotation.Serdeable;
import io.reveil.delivery.queue.WaveCounts.Counts;
import io.reveil.delivery.queue.WaveCounts.Share;
import java.util.Collection;

/** What became of the mails of one stage, or of several. */
@Serdeable
record StageFigures(
    String stage, long planned, @JsonUnwrapped Counts counts) {
  StageFigures(String stage, Counts counts) {
    this(stage, counts.planned(), counts);
  }

  static StageFigures none(String stage) {
    return new StageFigures(stage, Counts.NONE);
  }

  StageFigures plus(Share share) {
    return new StageFigures(stage, counts.plus(share));
  }

  /** All of them together. */
  static StageFigures sum(Collection<StageFigures> stages) {
    return new StageFigures(
        "all", stages.stream().map(StageFigures::counts).reduce(Counts.NONE, Counts::plus));
  }
}
