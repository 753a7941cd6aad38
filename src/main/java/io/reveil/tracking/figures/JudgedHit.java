package io.reveil.tracking.figures;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import io.reveil.tracking.Hit.Means;
import io.reveil.tracking.HitClass;
import io.reveil.tracking.HitKind;
import io.reveil.tracking.judging.Reason;
import io.reveil.web.Said;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A hit as programs read it. Ids are text, since they are longer than a number of JavaScript.
 *
 * @param leadsTo where the author's link leads
 * @param after what to send as {@code after} for those that come after it
 * @param judged absent while it waits for the end of its window
 */
@Serdeable
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record JudgedHit(
    String id,
    String contact,
    String message,
    Optional<String> wave,
    HitKind kind,
    Optional<String> link,
    Optional<String> leadsTo,
    Means means,
    Instant at,
    Optional<String> network,
    Optional<String> agent,
    Optional<Judged> judged,
    String after) {

  /** What it was judged to be. */
  @Serdeable
  record Judged(
      HitClass hitClass, Said says, int score, int rules, Instant at, List<Because> reasons) {}

  /** A reason, and its sentence. */
  @Serdeable
  record Because(Reason reason, Said says) {
    static List<Because> of(String names) {
      return Arrays.stream(names.split(",", -1))
          .filter(name -> !name.isEmpty())
          .map(Reason::valueOf)
          .map(reason -> new Because(reason, Said.of(reason::in)))
          .toList();
    }
  }
}
