package io.reveil.consent.ledger;

/**
 * What the ledger records (E5), and which act may follow which state. {@code =} records the act and changes no state;
 * a state is where the act leads; {@code already} and {@code never} write nothing.
 *
 * <pre>
 *                           NONE       GRANTED    WITHDRAWN  REFUSED    EXPIRED
 * REQUESTED                 =          =          =          =          =
 * DOI_SENT                  =          =          =          =          =
 * GRANTED by double opt-in  GRANTED    GRANTED    GRANTED    GRANTED    GRANTED
 * GRANTED by an import      GRANTED    already    never      never      GRANTED
 * GRANTED by an undo        never      already    GRANTED    never      never
 * BASIS_SET                 NONE       already    never      never      NONE
 * RECONFIRMED               never      =          never      never      never
 * WITHDRAWN                 WITHDRAWN  WITHDRAWN  already    WITHDRAWN  WITHDRAWN
 * REFUSED                   REFUSED    never      never      already    REFUSED
 * EXPIRED                   =          never      never      never      already
 * </pre>
 *
 * Only the person's own act leads out of WITHDRAWN: a confirmation, or an undo in the same visit (E1); a withdrawal is never refused (B5); neither a refused
 * nor an expired request touches a consent that stands, and a request that expires moves nothing at all, so nobody moves
 * another's by typing an address. No act leads to the state EXPIRED any more; where a row has it, it is worth as much as
 * NONE.
 */
public enum ConsentAct {
  /** Somebody asked by form or API. */
  REQUESTED,
  /** The double opt-in mail left. */
  DOI_SENT,
  /** Confirmed or wanted back by the person, or declared by an import with date, source and text. */
  GRANTED,
  /** The person chose to stay. */
  RECONFIRMED,
  /** "This was not me." */
  REFUSED,
  /** The person left. */
  WITHDRAWN,
  /** Asked, and not confirmed in time. */
  EXPIRED,
  /** An import claims a consent that it cannot show: basis NONE, reason EVIDENCE_MISSING (A14). */
  BASIS_SET
}
