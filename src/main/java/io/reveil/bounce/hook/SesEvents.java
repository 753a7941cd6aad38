package io.reveil.bounce.hook;

import com.fasterxml.jackson.databind.JsonNode;
import io.reveil.bounce.reading.Complaint;
import io.reveil.bounce.report.Report;
import io.reveil.bounce.report.Said;
import io.reveil.bounce.report.Source;
import io.reveil.delivery.ReplyClass;
import io.reveil.delivery.reply.SmtpReply;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** What Amazon SES says of our mails. It replaces the Message-ID; the envelope sender and the links stay ours. */
@Singleton
class SesEvents {
  private final Events events;
  private final Clock clock;

  SesEvents(Events events, Clock clock) {
    this.events = events;
    this.clock = clock;
  }

  /** Nothing of what is neither failure, arrival nor objection: sends, opens, clicks. */
  Optional<Report> read(String id, JsonNode event) {
    Instant now = clock.instant();
    String type = event.path("notificationType").asText(event.path("eventType").asText());
    return switch (type) {
      case "Bounce" ->
        Optional.of(report(id, event, bounced(event.path("bounce")), at(event, "bounce", now)));
      case "Complaint" ->
        Optional.of(
            report(id, event, complained(event.path("complaint")), at(event, "complaint", now)));
      case "DeliveryDelay" ->
        Optional.of(report(
            id, event, delayed(event.path("deliveryDelay")), at(event, "deliveryDelay", now)));
      case "Delivery" ->
        Optional.of(report(id, event, new Said.Arrived(), at(event, "delivery", now)));
      default -> Optional.empty();
    };
  }

  private Report report(String id, JsonNode event, Said said, Instant at) {
    return events.report(Source.SES, id, event.path("mail"), said, at);
  }

  private static Instant at(JsonNode event, String part, Instant now) {
    return Events.at(event.path(part).path("timestamp"), now);
  }

  /**
   * By the sub type where it says more than the codes: for an address on a list of its own, which it did not write to,
   * Amazon says 5.1.1. A machine that answers for a person bounces with it, without a code.
   */
  private static Said bounced(JsonNode bounce) {
    JsonNode recipient = bounce.path("bouncedRecipients").path(0);
    String status = recipient.path("status").asText();
    String words = recipient.path("diagnosticCode").asText();
    boolean isSaid = !status.isEmpty() || !words.isEmpty();
    String type = bounce.path("bounceType").asText();
    return switch (bounce.path("bounceSubType").asText()) {
      case "OnAccountSuppressionList", "Suppressed", "OnTenantSuppressionList" -> {
        SmtpReply reply = SmtpReply.reported(status, words);
        yield new Said.Withheld(reply.code(), reply.text());
      }
      case "MessageTooLarge", "ContentRejected", "AttachmentRejected" ->
        Events.failed(status, words, ReplyClass.CONTENT);
      case "General" ->
        type.equals("Transient") && !isSaid
            ? new Said.AutoReplied()
            : Events.failed(status, words, byType(type));
      case "Undetermined" ->
        isSaid ? Events.failed(status, words, ReplyClass.SOFT) : new Said.Unclear();
      default -> Events.failed(status, words, byType(type));
    };
  }

  private static ReplyClass byType(String type) {
    return type.equals("Permanent") ? ReplyClass.HARD : ReplyClass.SOFT;
  }

  /** Without a type it is a person who pressed the button. */
  private static Said complained(JsonNode complaint) {
    return new Said.Complained(
        Complaint.of(complaint.path("complaintFeedbackType").asText("abuse")));
  }

  private static Said delayed(JsonNode delay) {
    JsonNode recipient = delay.path("delayedRecipients").path(0);
    SmtpReply reply = SmtpReply.reported(
        recipient.path("status").asText(), recipient.path("diagnosticCode").asText());
    return new Said.Delayed(reply.code(), reply.text());
  }
}
