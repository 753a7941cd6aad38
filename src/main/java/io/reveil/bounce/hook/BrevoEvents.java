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

/** What Brevo says of our mails. Its events have no id: each is named by all it says, which a repetition says again. */
@Singleton
class BrevoEvents {
  private final Events events;
  private final Clock clock;

  BrevoEvents(Events events, Clock clock) {
    this.events = events;
    this.clock = clock;
  }

  /** Nothing of what is neither failure, arrival nor objection: sends, opens, clicks. */
  Optional<Report> read(JsonNode event) {
    String reason = event.path("reason").asText();
    Optional<Said> said = switch (event.path("event").asText()) {
      case "hard_bounce", "invalid_email" ->
        Optional.of(Events.failed("", reason, ReplyClass.HARD));
      case "soft_bounce", "error" -> Optional.of(Events.failed("", reason, ReplyClass.SOFT));
      // It stands on a list of Brevo's own, and was not tried.
      case "blocked" -> {
        SmtpReply reply = SmtpReply.reported("", reason);
        yield Optional.of(new Said.Withheld(reply.code(), reply.text()));
      }
      case "deferred" -> {
        SmtpReply reply = SmtpReply.reported("", reason);
        yield Optional.of(new Said.Delayed(reply.code(), reply.text()));
      }
      case "delivered" -> Optional.of(new Said.Arrived());
      case "spam", "complaint" -> Optional.of(new Said.Complained(Complaint.ABUSE));
      case "unsubscribed" -> Optional.of(new Said.Unsubscribed());
      default -> Optional.empty();
    };
    Instant at =
        event.path("ts_event").canConvertToLong() && event.path("ts_event").asLong() > 0
            ? Instant.ofEpochSecond(event.path("ts_event").asLong())
            : clock.instant();
    return said.map(what -> events.report(Source.BREVO, event.toString(), event, what, at));
  }
}
