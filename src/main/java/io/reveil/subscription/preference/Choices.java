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

  /** What goes on at another address, once that is confirmed: all that can be agreed to there (A43). */
  List<Choice> movable() {
    return hold == Hold.NONE
        ? all.stream().filter(choice -> choice.isOn() && choice.isOffered()).toList()
        : List.of();
  }

  /** Whether any letter still reaches the person. */
  boolean haveALetterOn() {
    return hold != Hold.STOPPED
        && all.stream().anyMatch(choice -> choice.sheet().kind().sends() && choice.isOn());
  }
}
