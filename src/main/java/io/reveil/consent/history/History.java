package io.reveil.consent.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the ledger holds of a subject, and what of it can be believed.
 *
 * @param page the reading that it was found in
 * @param rows the events that Réveil wrote, with columns that say what their texts say
 * @param texts that are as they were recorded, by event
 * @param lost the events that are gone or not as Réveil wrote them; each was told
 * @param folded the rows of the fold that follow; none of somebody who was erased
 */
public record History(
    String subject,
    LedgerPages.Page page,
    List<LedgerRow> rows,
    Map<Long, JsonNode> texts,
    Set<Long> lost,
    Map<FoldKey, FoldRow> folded) {

  /** All that are there, whoever wrote them. */
  public List<LedgerRow> events() {
    return page.events().getOrDefault(subject, List.of());
  }

  /** Empty, too, of a name that two contacts have: what either should have, nobody can say. */
  public Optional<LedgerPages.Known> known() {
    return Optional.ofNullable(page.known().get(subject))
        .filter(one -> one.other().isEmpty());
  }

  public boolean isErased() {
    return rows.stream().anyMatch(LedgerRow::isErasure);
  }

  /** Whether nobody can say what this row of the fold should be: an event before it, or its own, is lost. */
  public boolean leavesOpen(FoldRow stored) {
    boolean itself = rows.stream().anyMatch(row -> row.eventId() == stored.event());
    return lost.contains(stored.event()) || (itself && hasGap(stored.key()));
  }

  private boolean hasGap(FoldKey key) {
    List<LedgerRow> acts =
        rows.stream().filter(row -> row.consent().equals(key.consent())).toList();
    return acts.stream().mapToInt(LedgerRow::version).max().orElse(0) != acts.size();
  }
}
