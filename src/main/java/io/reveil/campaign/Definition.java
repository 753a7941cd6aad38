package io.reveil.campaign;

import io.reveil.kernel.Purpose;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a campaign's document says: one version of it, which never changes.
 *
 * @param holdout the share that is kept apart to compare with, 0 to 0.5
 * @param exitOn which answers end the sequence; always STAY (F3)
 * @param sunset whether routine mail of this purpose ends for those who let the sequence pass without answer (F6)
 */
public record Definition(
    String campaign,
    Purpose purpose,
    double holdout,
    List<Stage> stages,
    Set<Exit> exitOn,
    boolean sunset) {
  public Definition {
    stages = List.copyOf(stages);
    exitOn = Set.copyOf(exitOn);
  }

  /** Answers that a document may name under {@code exit_on}. */
  public enum Exit {
    STAY,
    PURCHASE
  }

  Stage first() {
    return stages.getFirst();
  }

  public boolean isLast(int stage) {
    return stage >= stages.size() - 1;
  }

  Optional<Stage> after(int stage) {
    return isLast(stage) ? Optional.empty() : Optional.of(stages.get(stage + 1));
  }

  /** The day that ends the window of a stage delivered on this day. */
  public LocalDate windowEnds(int stage, LocalDate delivered) {
    return Stage.windowEnds(after(stage), delivered);
  }

  /** What happens to who does nothing after a mail of this day: the next question, or the end of the letter. */
  public Map<String, LocalDate> whatFollows(int stage, LocalDate delivered) {
    LocalDate next = windowEnds(stage, delivered);
    if (!isLast(stage)) {
      return Map.of("nextOn", next);
    }
    return sunset ? Map.of("stopsOn", next) : Map.of();
  }

  public boolean isAt(int stage, String id) {
    return stage < stages.size() && stages.get(stage).id().equals(id);
  }
}
