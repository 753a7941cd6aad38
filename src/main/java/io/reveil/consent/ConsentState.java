package io.reveil.consent;

import io.reveil.consent.ledger.ConsentAct;

/** Where consent stands for a contact, channel and purpose. Which act may follow which state: {@link ConsentAct}. */
public enum ConsentState {
  NONE,
  GRANTED,
  WITHDRAWN,
  REFUSED,
  /** A request that nobody confirmed, where it was once taken for a state; worth as much as NONE. */
  EXPIRED
}
