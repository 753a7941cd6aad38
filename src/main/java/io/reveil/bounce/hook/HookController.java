package io.reveil.bounce.hook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.reveil.bounce.report.InboundReports;
import io.reveil.kernel.Fault;
import io.reveil.web.Public;
import java.io.IOException;
import java.net.URI;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes reports by HTTP. The answer comes after the commit: who gets none, or an error, sends again, and nothing counts
 * twice (D28).
 */
@Public(bounded = false)
@Controller("/hooks")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
class HookController {
  private static final Logger LOG = LoggerFactory.getLogger(HookController.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST = 1 << 20;
  private static final String BEARER = "Bearer ";

  private final HookConfig config;
  private final StandardSignature standard;
  private final SnsSignature sns;
  private final OurEvents ours;
  private final SesEvents ses;
  private final BrevoEvents brevo;
  private final InboundReports reports;
  private final Outbound outbound;

  HookController(
      HookConfig config,
      StandardSignature standard,
      SnsSignature sns,
      OurEvents ours,
      SesEvents ses,
      BrevoEvents brevo,
      InboundReports reports,
      Outbound outbound) {
    this.config = config;
    this.standard = standard;
    this.sns = sns;
    this.ours = ours;
    this.ses = ses;
    this.brevo = brevo;
    this.reports = reports;
    this.outbound = outbound;
  }

  /** Our own, signed as Standard Webhooks say. */
  @Post("/inbound")
  @Status(HttpStatus.NO_CONTENT)
  void inbound(HttpHeaders headers, @Body byte[] body) {
    open(standard.isConfigured());
    bounded(body);
    String id = header(headers, "webhook-id");
    demand(standard.isGood(
        id, header(headers, "webhook-timestamp"), header(headers, "webhook-signature"), body));
    reports.take(ours.read(id, json(body)));
  }

  /** Of Amazon SES, by SNS: of our topic alone, since anybody may have SNS sign something. */
  @Post("/ses")
  @Status(HttpStatus.NO_CONTENT)
  void ses(@Body byte[] body) {
    open(!config.sesTopic().isEmpty());
    bounded(body);
    JsonNode message = json(body);
    demand(message.path("TopicArn").asText().equals(config.sesTopic()) && sns.isGood(message));
    switch (message.path("Type").asText()) {
      case "Notification" ->
        ses.read(
                message.path("MessageId").asText(),
                json(message.path("Message").asText().getBytes(UTF_8)))
            .ifPresent(reports::take);
      case "SubscriptionConfirmation" -> confirm(message.path("SubscribeURL").asText());
      default -> LOG.info("SNS says that the topic of SES sends nothing any more");
    }
  }

  /** The signature holds, the topic is the one that the operator named, and the address is of SNS itself. */
  private void confirm(String subscribe) {
    URI address = SnsSignature.ofAmazon(subscribe)
        .filter(url -> String.valueOf(url.getQuery()).contains("Action=ConfirmSubscription"))
        .orElseThrow(() -> Fault.invalid("SubscribeURL", "It is no address of Amazon SNS."));
    try {
      outbound.get(address);
      LOG.info("the topic of SES is subscribed to");
    } catch (IOException e) {
      throw new Fault(
          Fault.Kind.UNAVAILABLE, "NOT_CONFIRMED", "SNS could not be reached; it will ask again.");
    }
  }

  /** Of Brevo, with a bearer token; one event, or a batch. */
  @Post("/brevo")
  @Status(HttpStatus.NO_CONTENT)
  void brevo(HttpHeaders headers, @Body byte[] body) {
    open(!config.brevoTokens().isEmpty());
    bounded(body);
    demand(isToken(header(headers, "Authorization")));
    JsonNode events = json(body);
    Iterable<JsonNode> each = events.isArray() ? events : List.of(events);
    each.forEach(event -> brevo.read(event).ifPresent(reports::take));
  }

  private boolean isToken(String authorization) {
    byte[] sent = authorization.startsWith(BEARER)
        ? authorization.substring(BEARER.length()).getBytes(UTF_8)
        : new byte[0];
    boolean good = false;
    for (String setting : config.brevoTokens()) {
      byte[] token = Secret.read(setting).map(text -> text.getBytes(UTF_8)).orElse(new byte[0]);
      good |= token.length > 0 && MessageDigest.isEqual(token, sent);
    }
    return good;
  }

  private static String header(HttpHeaders headers, String name) {
    return Optional.ofNullable(headers.get(name)).orElse("");
  }

  private static void open(boolean configured) {
    if (!configured) {
      throw Fault.absent("CLOSED", "No secret is set for this webhook: reveil.inbound.hook.");
    }
  }

  private static void bounded(byte[] body) {
    if (body.length > LONGEST) {
      throw new Fault(
          Fault.Kind.TOO_LARGE,
          "TOO_LARGE",
          "It has " + body.length + " bytes; send at most " + LONGEST + ", a batch in parts.");
    }
  }

  private static void demand(boolean proven) {
    if (!proven) {
      throw new Fault(
          Fault.Kind.UNAUTHENTICATED,
          "NOT_PROVEN",
          "The signature, its time, the topic or the token is not right.");
    }
  }

  private static JsonNode json(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (IOException _) {
      throw Fault.invalid("body", "It is no JSON.");
    }
  }
}
