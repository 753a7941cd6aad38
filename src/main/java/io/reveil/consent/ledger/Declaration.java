package io.reveil.consent.ledger;

import io.reveil.consent.ConsentKey;

/** One consent that an import declares or claims. */
public record Declaration(ConsentKey key, Evidence evidence) {
  public Declaration {
    if (!(evidence instanceof Evidence.Declared)
        && !(evidence instanceof Evidence.ClaimWithoutProof)) {
      throw new IllegalArgumentException("an import declares or claims a consent, nothing else");
    }
  }
}
