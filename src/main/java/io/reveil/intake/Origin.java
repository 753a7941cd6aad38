package io.reveil.intake;

import io.reveil.contact.Provenance;
import io.reveil.kernel.Fault;
import io.reveil.web.Constants;

/**
 * Where a whole list comes from. Of suppressions in the operator's words, kept with each ban of the list (S2.8); of
 * contacts the source of each row that does not name its own (A17); of invalidations why nothing was valid (E5).
 */
record Origin(String label) {
  private static final int LONGEST = 80;

  Origin {
    if (!isLine(label)) {
      throw Fault.invalid(
          "source",
          "Say where the list comes from: source is one line of at most " + LONGEST
              + " characters.");
    }
  }

  private static boolean isLine(String text) {
    return !text.isBlank()
        && text.length() <= LONGEST
        && text.codePoints().noneMatch(Character::isISOControl);
  }

  static Origin ofInvalidations(String reason) {
    if (!isLine(reason)) {
      throw Fault.invalid(
          "reason",
          "Say why it was never valid: reason is one line of at most " + LONGEST
              + " characters; a row may say more in its column reason.");
    }
    return new Origin(reason);
  }

  static Origin ofContacts(String sourceType) {
    return Constants.named(Provenance.Type.class, sourceType)
        .map(type -> new Origin(type.name()))
        .orElseThrow(() -> Fault.invalid(
            "sourceType",
            "The source type of a file is OWN_FORM, SALE, THIRD_PARTY or PUBLIC_WEB (A17)."));
  }
}
