package io.reveil.consent.history;

/** Takes each fault as it is found, one sentence each, in the order of the ledger. */
@FunctionalInterface
public interface Faults {
  void add(String sentence);
}
