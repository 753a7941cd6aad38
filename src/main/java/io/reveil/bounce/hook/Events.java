package io.reveil.bounce.hook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.reveil.bounce.reading.Traces;
import io.reveil.bounce.report.Origins;
import io.reveil.bounce.report.Report;
import io.reveil.bounce.report.Said;
import io.reveil.bounce.report.Source;
import io.reveil.delivery.ReplyClass;
import io.reveil.delivery.reply.SmtpReply;
import jakarta.inject.Singleton;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Makes reports of what others write in JSON: the mail is found, and the failure classified, as everywhere. */
@Singleton
class Events {
  private final Origins origins;

  Events(Origins origins) {
    this.origins = origins;
  }

  /** @param mail whatever names the mail: any text in it may hold our token, none is believed without its tag */
  Report report(Source source, String id, JsonNode mail, Said said, Instant at) {
    return new Report(
        source,
        Report.key(source, id.getBytes(UTF_8)),
        origins.find(Traces.in(texts(mail))),
        said,
        at);
  }

  private static Stream<String> texts(JsonNode node) {
    return node.isTextual()
        ? Stream.of(node.asText())
        : StreamSupport.stream(node.spliterator(), false).flatMap(Events::texts);
  }

  /**
   * A failure by its codes and words, as of any report (B23).
   *
   * @param otherwise what the sender calls it, for where neither says anything
   */
  static Said.Failed failed(String status, String diagnostic, ReplyClass otherwise) {
    SmtpReply reply = SmtpReply.reported(status, diagnostic);
    ReplyClass read = reply.replyClass();
    boolean isSaid = reply.hasCode() || read != ReplyClass.SOFT;
    return new Said.Failed(isSaid ? read : otherwise, reply.code(), reply.text());
  }

  /** As written, or now. */
  static Instant at(JsonNode moment, Instant now) {
    try {
      return Optional.of(moment.asText())
          .filter(text -> !text.isEmpty())
          .map(text -> OffsetDateTime.parse(text).toInstant())
          .orElse(now);
    } catch (DateTimeException _) {
      return now;
    }
  }
}
