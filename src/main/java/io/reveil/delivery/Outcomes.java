package io.reveil.delivery;

import java.util.List;

/** Hears what became of messages, in the transaction that settles them. Implemented by packages above. */
public interface Outcomes {
  /** Any kinds may come; take yours. */
  void settled(List<Settled> messages);
}
