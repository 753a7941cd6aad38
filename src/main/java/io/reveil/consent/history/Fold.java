package io.reveil.consent.history;

import io.reveil.consent.ConsentState;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rows of {@code current_consent} that follow from a person's events, in the order of their versions (E1). */
final class Fold {
  private Fold() {}

  static Map<FoldKey, FoldRow> of(long contact, List<LedgerRow> events) {
    Map<FoldKey, FoldRow> rows = new HashMap<>();
    events.stream()
        .filter(event -> !event.isErasure())
        .sorted(Comparator.comparingInt(LedgerRow::version))
        .forEach(event -> fold(rows, FoldRow.after(event, contact), settles(event)));
    return rows;
  }

  private static void fold(Map<FoldKey, FoldRow> rows, FoldRow after, boolean settles) {
    FoldRow before = rows.get(after.key());
    if (settles) {
      rows.put(after.key(), after);
    } else {
      rows.put(after.key(), before == null ? after.withoutNotice() : before.keptBy(after));
    }
  }

  private static boolean settles(LedgerRow event) {
    return switch (event.act().orElseThrow()) {
      case GRANTED, REFUSED, WITHDRAWN, INVALIDATED, BASIS_SET -> true;
      case REQUESTED, DOI_SENT, RECONFIRMED -> false;
      case EXPIRED -> ConsentState.EXPIRED.name().equals(event.columns().get("stateAfter"));
    };
  }
}
