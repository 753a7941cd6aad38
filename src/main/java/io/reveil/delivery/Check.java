package io.reveil.delivery;

import io.reveil.consent.Basis;
import java.util.List;
import java.util.Map;

/**
 * One question of the gate, asked for a group of messages in the transaction of their intent. Implemented here for the
 * law, and by packages above for their own reasons. A message without an answer passes.
 */
public interface Check {
  /** @param bases on what each marketing mail rests; absent where the law already stands against it */
  Map<Message, Verdict> judge(List<Message> group, Map<Message, Basis> bases);
}
