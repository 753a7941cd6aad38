package io.reveil.bounce.hook;

import com.fasterxml.jackson.databind.JsonNode;
import io.reveil.bounce.reading.Complaint;
import io.reveil.bounce.report.Report;
import io.reveil.bounce.report.Said;
import io.reveil.bounce.report.Source;
import io.reveil.delivery.ReplyClass;
import io.reveil.delivery.reply.SmtpReply;
import io.reveil.kernel.Fault;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Events of our own webhook, described in {@code src/docs/inbound.md}. */
@Singleton
class OurEvents {
  private final Events events;
  private final Clock clock;

  OurEvents(Events events, Clock clock) {
    this.events = events;
    this.clock = clock;
  }

  Report read(String id, JsonNode event) {
    JsonNode data = event.path("data");
    return events.report(
        Source.WEBHOOK,
        id,
        data,
        said(event.path("type").asText(), data),
        Events.at(event.path("timestamp"), clock.instant()));
  }

  private static Said said(String type, JsonNode data) {
    String status = data.path("status").asText();
    String diagnostic = data.path("diagnostic").asText();
    return switch (type) {
      case "mail.bounced" -> Events.failed(status, diagnostic, ReplyClass.SOFT);
      case "mail.delayed" -> {
        SmtpReply reply = SmtpReply.reported(status, diagnostic);
        yield new Said.Delayed(reply.code(), reply.text());
      }
      case "mail.delivered" -> new Said.Arrived();
      case "mail.complained" ->
        new Said.Complained(Complaint.of(data.path("feedbackType").asText("abuse")));
      case "mail.replied" -> new Said.Replied();
      default ->
        throw Fault.invalid(
            "type",
            "It is one of mail.bounced, mail.delayed, mail.delivered, mail.complained, mail.replied.");
    };
  }
}
