package io.reveil.intake;

import io.reveil.contact.Provenance;
import io.reveil.kernel.Fault;
import io.reveil.web.Constants;

/**
 * Where a whole list comes from. Of suppressions in the operator's words, kept with each ban of the list (S2.8); of
 * contacts the source of each row that does not name its own (A17).
 */
record Origin(String label) {
  private static final int LONGEST = 80;

  Origin {
    if (label.isBlank()
        || label.length() > LONGEST
        || label.codePoints().anyMatch(Character::isISOControl)) {
      throw Fault.invalid(
          "source",
          "Say where the list comes from: source is one line of at most " + LONGEST
              + " characters.");
    }
  }

  static Origin ofContacts(String sourceType) {
    return Constants.named(Provenance.Type.class, sourceType)
        .map(type -> new Origin(type.name()))
        .orElseThrow(() -> Fault.invalid(
            "sourceType",
            "The source type of a file is OWN_FORM, SALE, THIRD_PARTY or PUBLIC_WEB (A17)."));
  }
}
