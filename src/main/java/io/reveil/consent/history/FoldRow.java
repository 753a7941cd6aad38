package io.reveil.consent.rebuild;

import java.time.Instant;
import java.util.Optional;

/** A row of the fold, in the words of its columns: one that Réveil never wrote can be read, too. */
record FoldRow(
    FoldKey key,
    String state,
    String basis,
    Optional<String> gap,
    Optional<String> grade,
    int version,
    Instant since,
    Optional<String> noticeKey,
    Optional<Integer> noticeVersion,
    long event) {

  /** The row after an event that decides nothing: date and notice stay those of the act that did. */
  FoldRow keptBy(FoldRow next) {
    return new FoldRow(
        key,
        next.state,
        next.basis,
        next.gap,
        next.grade,
        next.version,
        since,
        noticeKey,
        noticeVersion,
        next.event);
  }

  FoldRow withoutNotice() {
    return new FoldRow(
        key, state, basis, gap, grade, version, since, Optional.empty(), Optional.empty(), event);
  }
}
