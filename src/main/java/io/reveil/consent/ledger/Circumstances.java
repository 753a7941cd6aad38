package io.reveil.consent.ledger;

import java.time.Duration;
import java.util.Optional;

/**
 * How good a press that grants is as evidence: what it looked like from here, whoever pressed (C7).
 *
 * @param mailToPage from the first mail that holds the link to the page whose button was pressed; absent, as is the
 *     next, if the mail's outcome is not known
 * @param pageToPress the age of the page's nonce (C2)
 * @param askedTwice whether the press answered a question that a form submitted as it stands does not answer
 */
public record Circumstances(
    Optional<Duration> mailToPage,
    Optional<Duration> mailToPress,
    Duration pageToPress,
    Others others,
    boolean askedTwice) {

  /**
   * How many other recipients pressed such a button on the same node within a time before: counts, of nobody in
   * particular.
   *
   * @param atOnceOfHost those of the same mail host who pressed within two seconds of their page
   */
  public record Others(int ofHost, int atOnceOfHost, int ofNetwork, Duration within) {}
}
