package io.reveil.subscription.preference;

import io.reveil.consent.wording.PurposeSheet;
import io.reveil.contact.Contact;
import io.reveil.kernel.Channel;
import io.reveil.kernel.Purpose;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a person may see and change.
 *
 * @param letter the purpose of the mail whose link led here; empty for one that asked to confirm
 */
record Choices(Contact contact, Optional<PurposeSheet> letter, List<Choice> all, Hold hold) {
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

  Choices without(Predicate<Choice> some) {
    return new Choices(contact, letter, all.stream().filter(some.negate()).toList(), hold);
  }

  /** Under whose name the pages are: that of the letter, or of what takes place. */
  Optional<Purpose> under() {
    return letter
        .or(() -> all.stream().filter(Choice::isOn).map(Choice::sheet).findFirst())
        .map(PurposeSheet::id);
  }

  /**
   * What goes on at another address, once that is confirmed: all that can be agreed to there, but for measuring, which is asked
   * beside it and never part of it (A30, A43).
   */
  List<Choice> movable() {
    return hold == Hold.NONE
        ? all.stream()
            .filter(choice ->
                choice.isOn() && choice.isOffered() && !choice.sheet().kind().isTracking())
            .toList()
        : List.of();
  }

  /** What would end with the address: it rests on something else than the person's agreement, and cannot be agreed to here. */
  List<Choice> ending() {
    return all.stream()
        .filter(choice ->
            choice.isOn() && !choice.isOffered() && choice.sheet().channel() == Channel.EMAIL)
        .toList();
  }

  /** Whether anything that is sent still reaches the person. */
  boolean haveALetterOn() {
    return hold != Hold.STOPPED
        && all.stream().anyMatch(choice -> choice.sheet().kind().sends() && choice.isOn());
  }
}
