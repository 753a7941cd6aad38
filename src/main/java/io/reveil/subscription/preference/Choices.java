package io.reveil.subscription.preference;

import io.reveil.consent.wording.PurposeSheet;
import io.reveil.contact.Contact;
import java.util.List;

/**
 * What a person may see and change.
 *
 * @param letter the purpose of the mail whose link led here
 */
record Choices(Contact contact, PurposeSheet letter, List<Choice> all, Hold hold) {
  Choices {
    all = List.copyOf(all);
  }

  /** What keeps a box from being ticked; nothing keeps one from being unticked (B5). */
  enum Hold {
    NONE,
    /** The data are frozen at the person's request (GDPR art. 18). */
    RESTRICTED,
    /** The person stopped everything, which only a new request that is confirmed lifts. */
    STOPPED
  }

  /** Whether any letter still reaches the person. */
  boolean haveALetterOn() {
    return hold != Hold.STOPPED
        && all.stream().anyMatch(choice -> choice.sheet().kind().sends() && choice.isOn());
  }
}
