package io.reveil.delivery;

import java.util.Set;

/** A way by which this installation hears what people do about a mail. Implemented above. */
public interface WayIn {
  /** What may come in by it. */
  enum Answer {
    CLICK,
    REPLY
  }

  /** What does come in by it as it is configured; nothing while it is closed. */
  Set<Answer> heard();
}
