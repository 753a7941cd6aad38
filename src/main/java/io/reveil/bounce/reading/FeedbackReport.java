package io.reveil.bounce.reading;

import java.util.Locale;
import java.util.Optional;

/** A complaint as providers report it (RFC 5965), and as Outlook.com sends it: the mail itself, with a mark in its header. */
final class FeedbackReport {
  private static final String TYPE = "feedback-type:";
  private static final String OUTLOOK = "x-hmxmroriginalrecipient:";

  private FeedbackReport() {}

  static Optional<Complaint> in(Incoming mail) {
    Optional<Complaint> said = mail.said().stream()
        .filter(leaf -> leaf.type().equals("message/feedback-report") || isOne(leaf.text()))
        .findFirst()
        .map(leaf -> Complaint.of(type(leaf.text())));
    return said.or(() -> mail.leaves().stream().anyMatch(FeedbackReport::isOutlooks)
        ? Optional.of(Complaint.ABUSE)
        : Optional.empty());
  }

  /** In a part of another type, where the required fields stand together. */
  private static boolean isOne(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return !type(text).isEmpty() && lower.contains("user-agent:") && lower.contains("version:");
  }

  private static String type(String text) {
    return text.lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(TYPE))
        .findFirst()
        .map(line -> line.substring(TYPE.length()))
        .orElse("");
  }

  private static boolean isOutlooks(Leaf leaf) {
    return leaf.type().endsWith("rfc822-headers")
        && leaf.text().toLowerCase(Locale.ROOT).contains(OUTLOOK);
  }
}
