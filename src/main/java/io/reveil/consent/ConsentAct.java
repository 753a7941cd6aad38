package io.reveil.consent;

/** What the ledger records (E5). */
public enum ConsentAct {
  REQUESTED,
  DOI_SENT,
  GRANTED,
  RECONFIRMED,
  REFUSED,
  WITHDRAWN,
  EXPIRED,
  BASIS_SET
}
