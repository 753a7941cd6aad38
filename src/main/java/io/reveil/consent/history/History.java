package io.reveil.consent.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the ledger says of a subject, once every event of it was found to be as Réveil wrote it.
 *
 * @param page the reading that it was found in
 * @param texts of the events, by their ids
 * @param folded the rows of the fold that follow; none of somebody who was erased
 */
public record History(
    String subject,
    LedgerPages.Page page,
    Map<Long, JsonNode> texts,
    Map<FoldKey, FoldRow> folded) {

  public List<LedgerRow> events() {
    return page.events().getOrDefault(subject, List.of());
  }

  public Optional<LedgerPages.Known> known() {
    return Optional.ofNullable(page.known().get(subject));
  }
}
