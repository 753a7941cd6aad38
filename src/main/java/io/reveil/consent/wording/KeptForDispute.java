package io.reveil.consent.wording;

import io.reveil.kernel.Language;

/**
 * What a controller keeps of a proof once its person was erased, for a dispute that may come (E9). Until then the proof of
 * an ended consent is kept with the person, for as long as the purpose says ({@code retention}).
 */
public enum KeptForDispute {
  /** Nothing that speaks of anybody: the sealed events, which hold commitments only, and the texts that were shown. */
  DIGESTS;

  public String text(Language language) {
    return switch (language) {
      case FR ->
        "Après un effacement, il ne reste que des empreintes scellées, qui ne disent rien de personne, et les textes"
            + " montrés ; la personne garde son reçu.";
      case EN ->
        "After an erasure only sealed digests are left, which say nothing of anybody, and the texts that were shown;"
            + " the person keeps the receipt.";
    };
  }
}
