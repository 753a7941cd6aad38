package io.reveil.campaign;

import io.reveil.consent.Basis;
import io.reveil.consent.permission.Permission;
import io.reveil.delivery.Measure;
import io.reveil.kernel.NoMail;
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
 * @param similarProducts in what it offers customers something like what they bought; empty: it does not concern those
 *     who are written to as customers (A15)
 * @param professionRelevance in what it concerns the trade of professionals (A16); empty: it does not
 * @param measure how far it wants opening and clicking measured; nothing if left out (A7, A38)
 * @param sunset whether routine mail of this purpose ends for those who let the sequence pass without answer (F6)
 */
public record Definition(
    String campaign,
    Purpose purpose,
    double holdout,
    List<Stage> stages,
    Set<Exit> exitOn,
    Optional<String> similarProducts,
    Optional<String> professionRelevance,
    Measure measure,
    boolean sunset) {
  public Definition {
    stages = List.copyOf(stages);
    exitOn = Set.copyOf(exitOn);
  }

  /** Answers that a document may name under {@code exit_on}. */
  public enum Exit {
    STAY,
    CLICK,
    PURCHASE,
    PREFERENCES,
    REPLY
  }

  /** What stands against writing to somebody: the law, or that the campaign does not concern them. */
  public Optional<NoMail> objection(Permission permission) {
    return switch (permission) {
      case Permission.Denied(NoMail reason) -> Optional.of(reason);
      case Permission.Given(Basis basis) ->
        covers(basis) ? Optional.empty() : Optional.of(NoMail.NOT_COVERED);
    };
  }

  /** Whether it says in what it concerns those who are written to on this basis. A campaign is never part of a contract. */
  public boolean covers(Basis basis) {
    return switch (basis) {
      case CONSENT -> true;
      case CUSTOMER_SOFT_OPT_IN -> similarProducts.isPresent();
      case PROFESSIONAL_LEGITIMATE_INTEREST -> professionRelevance.isPresent();
      case TRANSACTIONAL, NONE -> false;
    };
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
