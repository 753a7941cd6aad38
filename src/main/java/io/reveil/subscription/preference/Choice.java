package io.reveil.subscription.preference;

import io.reveil.consent.Basis;
import io.reveil.consent.ConsentState;
import io.reveil.consent.CurrentConsent;
import io.reveil.consent.wording.PurposeSheet;
import io.reveil.kernel.Channel;

/** A purpose, and where the person stands on it. */
record Choice(PurposeSheet sheet, CurrentConsent consent) {
  String id() {
    return sheet.id().id();
  }

  /** Whether it takes place now, by consent or by what customers and professionals may be written on (A15, A16). */
  boolean isOn() {
    return isGranted() || isOnWithoutConsent();
  }

  boolean isGranted() {
    return consent.state() == ConsentState.GRANTED;
  }

  boolean isOnWithoutConsent() {
    return consent.state() == ConsentState.NONE
        && (consent.basis() == Basis.CUSTOMER_SOFT_OPT_IN
            || consent.basis() == Basis.PROFESSIONAL_LEGITIMATE_INTEREST);
  }

  /**
   * Whether one can agree to it here: the link shows that the mailbox is the person's, and nothing of a telephone. What rests
   * on another basis, or was agreed to for another channel, can only be left.
   */
  boolean isOffered() {
    return sheet.isAgreedTo() && sheet.channel() == Channel.EMAIL;
  }
}
