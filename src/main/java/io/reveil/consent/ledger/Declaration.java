package io.reveil.consent.ledger;

import io.reveil.consent.ConsentKey;

/** What an import declares, shows, claims or tells for one contact and purpose. */
public record Declaration(ConsentKey key, Evidence evidence) {
  public Declaration {
    if (!(evidence instanceof Evidence.Declared)
        && !(evidence instanceof Evidence.BasisShown)
        && !(evidence instanceof Evidence.ClaimWithoutProof)
        && !(evidence instanceof Evidence.BasisLost)
        && !(evidence instanceof Objection.ToldUs)
        && !(evidence instanceof Evidence.Invalidated)) {
      throw new IllegalArgumentException(
          "an import declares, shows, claims or tells, nothing else");
    }
  }
}
