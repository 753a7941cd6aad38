package io.reveil.delivery.guard;

import io.reveil.delivery.ReplyClass;
import io.reveil.kernel.ContactId;
import java.time.Instant;

/**
 * A failure that may count against an address.
 *
 * @param offeredAt when the relay was offered the mail, whenever it came back
 */
record Mark(
    ContactId contact, long message, String group, ReplyClass replyClass, Instant offeredAt) {
  /** The others are the mail's fault, or ours (B23). */
  static boolean isMadeOf(ReplyClass replyClass) {
    return switch (replyClass) {
      case HARD, SOFT -> true;
      case BLOCK, CONTENT -> false;
    };
  }
}
