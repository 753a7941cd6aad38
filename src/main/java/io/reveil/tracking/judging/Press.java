package io.reveil.tracking.judging;

import io.reveil.kernel.ContactId;
import java.time.Instant;

/** A button that somebody pressed on a page that a mail led to. */
record Press(ContactId contact, Kind kind, long messageId, Instant at) {
  enum Kind {
    STAYED,
    PREFERENCES,
    UNSUBSCRIBED
  }
}
