package io.reveil.bounce.report;

import io.reveil.bounce.reading.Complaint;
import io.reveil.delivery.ReplyClass;

/** What a report says of a mail. A new kind breaks the build until {@link InboundReports} acts upon it. */
public sealed interface Said {
  /**
   * It was not delivered, and is not tried again.
   *
   * @param text the words, without an address
   */
  record Failed(ReplyClass replyClass, String code, String text) implements Said {}

  /**
   * The service that sends our mail did not try: the address stands on a list of its own. That is no word of the mailbox
   * today, and no refusal of our sending either.
   *
   * @param text the words, without an address
   */
  record Withheld(String code, String text) implements Said {}

  /** It is still being tried: no failure (B22). */
  record Delayed(String code, String text) implements Said {}

  record Arrived() implements Said {}

  record Complained(Complaint complaint) implements Said {}

  /** A person wants no more mail, and told the service that sends it. */
  record Unsubscribed() implements Said {}

  /** A person answered. */
  record Replied() implements Said {}

  /** A machine answered for a person (B13). */
  record AutoReplied() implements Said {}

  /** It speaks of our mail, and nobody but a reader can tell what it wants. */
  record Unclear() implements Said {}

  /** As stored and counted. */
  default String kind() {
    return switch (this) {
      case Failed _ -> "BOUNCED";
      case Withheld _ -> "WITHHELD";
      case Delayed _ -> "DELAYED";
      case Arrived _ -> "ARRIVED";
      case Complained _ -> "COMPLAINED";
      case Unsubscribed _ -> "UNSUBSCRIBED";
      case Replied _ -> "REPLIED";
      case AutoReplied _ -> "AUTO_REPLIED";
      case Unclear _ -> "UNCLEAR";
    };
  }
}
