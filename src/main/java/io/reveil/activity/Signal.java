package io.reveil.activity;

import java.math.BigDecimal;
import java.util.Optional;

/** What comes back from a person. A new kind breaks the build until {@link #isSignOfLife} classifies it (A21). */
public sealed interface Signal {
  /** Pressed "I stay" on the page of a mail's link. */
  record Stayed(long messageId) implements Signal {}

  /** Confirmed a sign-up. */
  record Confirmed(long requestId) implements Signal {}

  /**
   * An event given by the CRM.
   *
   * @param kind declared in configuration: purchase, login, call…
   */
  record CrmEvent(String kind, Optional<BigDecimal> amount, Optional<Integer> quantity)
      implements Signal {}

  /** Saved a change on the page of preferences, and went on receiving something. */
  record PreferencesSaved(long messageId) implements Signal {}

  /** Answered a mail, and no machine did (B13). */
  record Replied(long messageId) implements Signal {}

  /** Left by the link of a mail: recorded, never a sign of life. */
  record Unsubscribed(long messageId) implements Signal {}

  /**
   * Followed a link of a mail, and was judged to be a person.
   *
   * @param ofLife whether the judge is as sure as the installation asks for (C4)
   */
  record Clicked(long messageId, boolean ofLife) implements Signal {}

  /** Its name in rules, reports and exports: {@code STAYED}; of a CRM event, the declared type. */
  default String kind() {
    return switch (this) {
      case Stayed _ -> "STAYED";
      case Confirmed _ -> "CONFIRMED";
      case CrmEvent event -> event.kind();
      case PreferencesSaved _ -> "PREFERENCES";
      case Replied _ -> "REPLIED";
      case Unsubscribed _ -> "UNSUBSCRIBED";
      case Clicked _ -> "CLICKED";
    };
  }

  /**
   * Whether this restarts the 36 months of retention. Never an open, an outbound send, a bounce, an import (A21; CNIL
   * SAN-2020-003).
   */
  default boolean isSignOfLife() {
    return switch (this) {
      case Stayed _, Confirmed _, CrmEvent _, PreferencesSaved _, Replied _ -> true;
      case Clicked click -> click.ofLife();
      case Unsubscribed _ -> false;
    };
  }
}
