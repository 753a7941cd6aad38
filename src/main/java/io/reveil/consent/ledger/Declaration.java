package io.reveil.consent.ledger;

import io.reveil.consent.ConsentKey;

/** What an import declares, shows or claims for one contact and purpose. */
public record Declaration(ConsentKey key, Evidence evidence) {
  public Declaration {
    if (!(evidence instanceof Evidence.Declared)
        && !(evidence instanceof Evidence.BasisShown)
        && !(evidence instanceof Evidence.ClaimWithoutProof)) {
      throw new IllegalArgumentException("an import declares, shows or claims, nothing else");
    }
  }
}
