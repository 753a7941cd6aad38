package io.reveil.subscription.preference;

import java.util.List;

/**
 * What became of a page that was sent back: where the person stands now, and what changed.
 *
 * @param wanted what was ticked and did not take place before
 */
record Saved(
    Choices now, Outcome outcome, List<Choice> wanted, List<Choice> begun, List<Choice> ended) {
  Saved {
    wanted = List.copyOf(wanted);
    begun = List.copyOf(begun);
    ended = List.copyOf(ended);
  }

  enum Outcome {
    SAVED,
    /** Ticks came without the nonce of a page shown within the hour, or by a link whose time is over: none counted. */
    STALE,
    /** A text changed while it was read: no tick counted. */
    TEXT_CHANGED,
    /** The person's data are frozen, or everything was stopped: no tick counted. */
    HELD,
    /** It looked like a sandbox's press: no tick counted, and the person is asked. */
    QUESTIONED
  }
}
