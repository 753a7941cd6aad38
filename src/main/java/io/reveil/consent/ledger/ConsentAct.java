package io.reveil.consent.ledger;

/**
 * What the ledger records (E5), and which act may follow which state. {@code =} records the act and changes no state;
 * a state is where the act leads; {@code already} and {@code never} write nothing.
 *
 * <pre>
 *                           NONE       other basis GRANTED    WITHDRAWN  REFUSED    EXPIRED
 * REQUESTED                 =          =           =          =          =          =
 * DOI_SENT                  =          =           =          =          =          =
 * GRANTED by double opt-in  GRANTED    GRANTED     GRANTED    GRANTED    GRANTED    GRANTED
 * GRANTED by an import      GRANTED    GRANTED     already    never      never      GRANTED
 * GRANTED by an undo        never      never       already    GRANTED    never      never
 * GRANTED by a ticked box   GRANTED    GRANTED     already    GRANTED    GRANTED    GRANTED
 * BASIS_SET with evidence   other      other       already    never      never      other
 * BASIS_SET without         NONE       already     already    never      never      NONE
 * BASIS_SET to end another  already    NONE       already    already    already    already
 * RECONFIRMED               never      =           =          never      never      never
 * WITHDRAWN                 WITHDRAWN  WITHDRAWN   WITHDRAWN  already    WITHDRAWN  WITHDRAWN
 * REFUSED                   REFUSED    never       never      never      already    REFUSED
 * REFUSED by silence        REFUSED    never       never      WITHDRAWN  REFUSED    REFUSED
 * EXPIRED                   =          =           never      never      never      already
 * INVALIDATED               never      NONE        WITHDRAWN  already    never      never
 * </pre>
 *
 * "Other basis" is the state NONE with a basis that is no consent: a sale, a profession, a contract (A9). The same basis
 * shown again is <i>already</i>. An objection to it is a withdrawal (GDPR art. 21).
 *
 * What was invalidated keeps INVALIDATED as its gap. A consent then stands as WITHDRAWN, which no import leaves; another
 * basis is shown anew by whoever has the right evidence, since nobody ticks a box for a contract. A person who leaves all the
 * same has withdrawn: it is recorded, with its own date. What they gave by an act of their own after the moment of an
 * invalidation, that one does not end.
 *
 * Silence where a box was shown counts as an answer of its day, also after an earlier one: what was withdrawn stays so,
 * with the new date (A36).
 *
 * Only the person's own act leads out of WITHDRAWN: a confirmation, a box ticked on the page of preferences, or an undo
 * in the same visit (E1); so no import brings back what was found invalid. A withdrawal is never refused (B5); neither a
 * refused nor an expired request touches a consent that stands, and a request that expires moves nothing at all, so
 * nobody moves another's by typing an address. No act leads to the state EXPIRED any more; where a row has it, it is
 * worth as much as NONE.
 */
public enum ConsentAct {
  /** Somebody asked by form or API. */
  REQUESTED,
  /** The double opt-in mail left. */
  DOI_SENT,
  /** Confirmed, ticked or wanted back by the person, or declared by an import with date, source and text. */
  GRANTED,
  /** The person chose to stay. */
  RECONFIRMED,
  /** "This was not me", or a box left unticked. */
  REFUSED,
  /** The person left, by a link or by telling somebody. */
  WITHDRAWN,
  /** Asked, and not confirmed in time. */
  EXPIRED,
  /**
   * An import shows on what else than consent writing may rest (A15, A16), or claims a basis that it cannot show: basis
   * NONE, reason EVIDENCE_MISSING (A14); or says what ends the other basis. A change of address ends it too: reason
   * ADDRESS_LEFT (A43).
   */
  BASIS_SET,
  /** What stood was never valid, as the controller found out. */
  INVALIDATED
}
