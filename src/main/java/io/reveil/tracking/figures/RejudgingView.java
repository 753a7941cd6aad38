package io.reveil.tracking.figures;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import io.reveil.tracking.judging.Rejudging;
import io.reveil.web.Said;
import io.reveil.web.Words;
import java.time.Instant;
import java.util.Optional;

/** A judging anew as programs read it. {@code id} is text, since it is longer than a number of JavaScript. */
@Serdeable
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record RejudgingView(
    String id,
    Rejudging.State state,
    int rules,
    Instant from,
    long hits,
    long changed,
    long raised,
    long unsupported,
    Instant startedAt,
    String startedBy,
    Optional<Instant> endedAt,
    Said says) {

  static RejudgingView of(Rejudging run, int current) {
    return new RejudgingView(
        Long.toString(run.id()),
        run.state(),
        run.rules(),
        run.from(),
        run.hits(),
        run.changed(),
        run.raised(),
        run.unsupported(),
        run.startedAt(),
        run.startedBy(),
        run.endedAt(),
        says(run, current));
  }

  private static Said says(Rejudging run, int current) {
    String hits = Words.number(run.hits());
    String changed = Words.number(run.changed());
    Said counted = new Said(
        "%s requêtes jugées de nouveau par les règles %d ; %s ont changé de classe."
            .formatted(hits, run.rules(), changed),
        "%s hits judged anew by rules %d; %s changed their class."
            .formatted(hits, run.rules(), changed));
    return counted.and(unsupported(run)).and(onlyOnce(run, current));
  }

  private static Said unsupported(Rejudging run) {
    String clicks = Words.number(run.unsupported());
    return run.unsupported() == 0
        ? Said.NOTHING
        : new Said(
            " Clics qui passent moins sûrement pour humains, ou plus du tout : %s. Ce qui en a suivi demeure (WAS_HUMAN dans leurs raisons)."
                .formatted(clicks),
            " Clicks that pass less surely for human, or no longer: %s. What followed from them stands (WAS_HUMAN among their reasons)."
                .formatted(clicks));
  }

  private static Said onlyOnce(Rejudging run, int current) {
    return run.rules() == current
        ? Said.NOTHING
        : new Said(
            " Les nouvelles requêtes sont jugées par les règles %d : reveil.tracking.rules."
                .formatted(current),
            " New hits are judged by rules %d: reveil.tracking.rules.".formatted(current));
  }
}
