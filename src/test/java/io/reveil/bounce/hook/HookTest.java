package io.reveil.bounce.hook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micronaut.inject.qualifiers.Qualifiers;
import io.reveil.consent.suppression.SuppressionReason;
import io.reveil.consent.suppression.Suppressions;
import io.reveil.delivery.MessageIds;
import io.reveil.delivery.guard.SentMails;
import io.reveil.job.Columns;
import io.reveil.kernel.DigestTrail;
import io.reveil.key.AddressDigests;
import io.reveil.link.MailTokens;
import io.reveil.link.SentMail;
import io.reveil.testing.Rig;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports by HTTP: nobody is believed who does not prove who he is, and nothing counts twice (D28, B23). */
class HookTest {
  private static final byte[] OLD = "0123456789abcdef01234567".getBytes(UTF_8);
  private static final byte[] NEW = "76543210fedcba9876543210".getBytes(UTF_8);
  private static final String TOPIC = "arn:aws:sns:eu-west-3:123456789012:ses-feedback";
  private static final String TOKEN = "a-token-of-twenty-four-or-more";
  private static final URI PEM =
      URI.create("https://sns.eu-west-3.amazonaws.com/SimpleNotificationService-1.pem");
  private static final ObjectMapper JSON = new ObjectMapper();

  @RegisterExtension
  static final Rig rig = Rig.with(Map.of(
      "reveil.inbound.hook.secrets", List.of(secret(OLD), secret(NEW)),
      "reveil.inbound.hook.ses-topic", TOPIC,
      "reveil.inbound.hook.brevo-tokens", List.of(TOKEN)));

  private static int people;

  private final SentMails mails = new SentMails(rig);
  private final RecordedOutbound outside = rig.bean(RecordedOutbound.class);
  private final KeyStore keys = keys();
  private SentMails.Mail mail;

  private static String secret(byte[] key) {
    return "whsec_" + Base64.getEncoder().encodeToString(key);
  }

  private static KeyStore keys() {
    try (InputStream file = Files.newInputStream(Path.of("src/test/resources/inbound/sns.p12"))) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(file, "secret".toCharArray());
      return keys;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void aMailHasLeft() throws GeneralSecurityException {
    mail = mails.send(mails.people("hook" + ++people + "-", "there.example", 1)).getFirst();
    outside.asked.clear();
    outside.answers.clear();
    outside.answers.put(
        PEM,
        ("-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder()
                    .encodeToString(keys.getCertificate("sns").getEncoded())
                + "\n-----END CERTIFICATE-----\n")
            .getBytes(UTF_8));
  }

  private int post(String path, String body, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(rig.uri(path))
        .header("Content-Type", "text/plain; charset=UTF-8")
        .POST(HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return HttpClient.newHttpClient()
          .send(request.build(), HttpResponse.BodyHandlers.ofString())
          .statusCode();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Optional<String> found() {
    return rig.database()
        .first("""
            SELECT reply_class
              FROM inbound_report
             WHERE message_id = ?
            """, row -> Columns.optionalText(row, "reply_class"), mail.id())
        .flatMap(same -> same);
  }

  private long reports() {
    return rig.database()
        .first(
            "SELECT COUNT(*) FROM inbound_report WHERE message_id = ?",
            row -> row.getLong(1),
            mail.id())
        .orElse(0L);
  }

  private String messageId() {
    return "<" + rig.bean(MessageIds.class).of(mail.contact(), mail.id()) + ">";
  }

  private String returnPath() {
    String token = rig.bean(MailTokens.class).issue(new SentMail(mail.contact(), mail.id()));
    return "b." + token + "@bounce.lettre.example";
  }

  private String bounced() {
    return """
        {"type":"mail.bounced","timestamp":"2026-11-21T11:00:00Z",
         "data":{"messageId":"%s","status":"5.1.1","diagnostic":"550 5.1.1 no such user"}}""".formatted(messageId());
  }

  private static long now() {
    return rig.context()
        .getBean(Clock.class, Qualifiers.byName("machine"))
        .instant()
        .getEpochSecond();
  }

  private static String signature(byte[] key, String id, long at, String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      byte[] tag = mac.doFinal((id + "." + at + "." + body).getBytes(UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(tag);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private int ours(String id, long at, String signature, String body) {
    return post(
        "/hooks/inbound",
        body,
        "webhook-id",
        id,
        "webhook-timestamp",
        String.valueOf(at),
        "webhook-signature",
        signature);
  }

  /** The old secret and the new, alone and together (D22). */
  @Test
  void aSignedReportIsTakenOnce() {
    String body = bounced();

    assertThat(ours("evt_1", now(), signature(OLD, "evt_1", now(), body), body)).isEqualTo(204);
    assertThat(found()).hasValue("HARD");
    assertThat(ours("evt_1", now(), signature(NEW, "evt_1", now(), body), body)).isEqualTo(204);
    assertThat(ours("evt_1", now(), "v1,AAAA v2,x " + signature(NEW, "evt_1", now(), body), body))
        .isEqualTo(204);

    assertThat(reports()).isOne();
  }

  @Test
  void whatIsNotProvenIsRefused() {
    String body = bounced();
    byte[] other = "another-key-another-key-".getBytes(UTF_8);
    long old = now() - 301;

    assertThat(ours("evt_2", now(), signature(other, "evt_2", now(), body), body))
        .isEqualTo(401);
    assertThat(ours("evt_2", old, signature(OLD, "evt_2", old, body), body)).isEqualTo(401);
    assertThat(ours("evt_2", now(), signature(OLD, "evt_3", now(), body), body)).isEqualTo(401);
    assertThat(ours("evt_2", now(), signature(OLD, "evt_2", now(), body), body + " "))
        .isEqualTo(401);
    assertThat(post("/hooks/inbound", body)).isEqualTo(401);
    assertThat(reports()).isZero();
  }

  @Test
  void whatCannotBeReadIsRefusedByName() {
    assertThat(ours("evt_4", now(), signature(OLD, "evt_4", now(), "{"), "{")).isEqualTo(400);
    String odd = "{\"type\":\"mail.lost\"}";
    assertThat(ours("evt_5", now(), signature(OLD, "evt_5", now(), odd), odd)).isEqualTo(400);
  }

  private String notification(String version, String topic, String event)
      throws GeneralSecurityException {
    ObjectNode message = JSON.createObjectNode()
        .put("Type", "Notification")
        .put("MessageId", "sns-" + mail.id())
        .put("TopicArn", topic)
        .put("Message", event)
        .put("Timestamp", "2026-11-21T11:00:00.000Z");
    return sign(message, version, List.of("Message", "MessageId", "Timestamp", "TopicArn", "Type"));
  }

  /** By then its number may be forgotten, and the person have agreed anew. */
  @Test
  void whatAmazonSignedDaysAgoIsRefused() throws GeneralSecurityException {
    String captured = notification("2", TOPIC, sesBounce("Permanent", "General", "5.1.1", ""));
    rig.clock().tick(Duration.ofDays(2));

    assertThat(post("/hooks/ses", captured)).isEqualTo(401);

    assertThat(reports()).isZero();
  }

  private String sign(ObjectNode message, String version, List<String> names)
      throws GeneralSecurityException {
    StringBuilder text = new StringBuilder();
    names.forEach(name ->
        text.append(name).append('\n').append(message.path(name).asText()).append('\n'));
    Signature signature =
        Signature.getInstance(version.equals("1") ? "SHA1withRSA" : "SHA256withRSA");
    signature.initSign((PrivateKey) keys.getKey("sns", "secret".toCharArray()));
    signature.update(text.toString().getBytes(UTF_8));
    return message
        .put("SignatureVersion", version)
        .put("Signature", Base64.getEncoder().encodeToString(signature.sign()))
        .put("SigningCertURL", PEM.toString())
        .toString();
  }

  private String sesBounce(String type, String subType, String status, String diagnostic) {
    return """
        {"notificationType":"Bounce","bounce":{"bounceType":"%s","bounceSubType":"%s",
         "timestamp":"2026-11-21T11:00:00.000Z",
         "bouncedRecipients":[{"emailAddress":"a@there.example","status":"%s","diagnosticCode":"%s"}]},
         "mail":{"source":"%s","messageId":"0100-amazon"}}""".formatted(type, subType, status, diagnostic, returnPath());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      1 | Permanent | General           | 5.1.1 | smtp; 550 5.1.1 user unknown          | HARD
      2 | Permanent | General           | 5.7.1 | smtp; 550 5.7.1 blocked, see our page | BLOCK
      2 | Transient | MailboxFull       | ''    | ''                                    | SOFT
      2 | Permanent | NoEmail           | ''    | ''                                    | HARD
      2 | Transient | AttachmentRejected | ''   | ''                                    | CONTENT
      """)
  void whatSesSignsIsTakenByTheOneClassifier(
      String version, String type, String subType, String status, String said, String expected)
      throws GeneralSecurityException {
    String body = notification(version, TOPIC, sesBounce(type, subType, status, said));

    assertThat(post("/hooks/ses", body)).isEqualTo(204);
    assertThat(post("/hooks/ses", body)).isEqualTo(204);

    assertThat(found()).hasValue(expected);
    assertThat(reports()).isOne();
  }

  private boolean hasArrived() {
    return rig.database()
        .first(
            "SELECT arrived_at FROM message WHERE message_id = ?",
            row -> Columns.optionalInstant(row, "arrived_at"),
            mail.id())
        .flatMap(same -> same)
        .isPresent();
  }

  /** B23: a later delivery ends a row of failures. */
  @Test
  void aDeliveryIsTaken() throws GeneralSecurityException {
    String event = """
        {"notificationType":"Delivery",
         "mail":{"timestamp":"2026-11-21T10:59:59.000Z","source":"%s","messageId":"0100-amazon","destination":["a@there.example"]},
         "delivery":{"timestamp":"2026-11-21T11:00:00.000Z","processingTimeMillis":546,"recipients":["a@there.example"],
         "smtpResponse":"250 ok:  Message 64111812 accepted","reportingMTA":"a8-70.smtp-out.amazonses.com"}}""".formatted(returnPath());

    assertThat(post("/hooks/ses", notification("2", TOPIC, event))).isEqualTo(204);
    assertThat(hasArrived()).isTrue();

    mail = mails.send(mails.people("hook" + ++people + "-", "there.example", 1)).getFirst();
    assertThat(brevo("delivered", "", TOKEN)).isEqualTo(204);
    assertThat(hasArrived()).isTrue();
  }

  /**
   * As Amazon writes of an address on a list of its own: 5.1.1, although it did not ask the mailbox. Never against the
   * person (B23), and no storm either (B30): nobody refused our sending.
   */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      OnAccountSuppressionList | Amazon SES did not send the message to this address because it is on the suppression list for your account. For more information about removing addresses from the suppression list, see the Amazon SES Developer Guide
      Suppressed | Amazon SES has suppressed sending to this address because it has a recent history of bouncing as an invalid address. For more information about how to remove an address from the suppression list, see the Amazon SES Developer Guide
      """)
  void anAddressThatAmazonDidNotWriteToIsNotHeldToBeGone(String subType, String words)
      throws GeneralSecurityException {
    long before = rig.count("pending_mark") + rig.count("provider_count");

    assertThat(post(
            "/hooks/ses",
            notification("2", TOPIC, sesBounce("Permanent", subType, "5.1.1", words))))
        .isEqualTo(204);

    assertThat(found()).hasValue("BLOCK");
    assertThat(kind()).hasValue("WITHHELD");
    assertThat(rig.count("pending_mark") + rig.count("provider_count")).isEqualTo(before);
  }

  private Optional<String> kind() {
    return rig.database()
        .first(
            "SELECT kind FROM inbound_report WHERE message_id = ?",
            row -> row.getString(1),
            mail.id());
  }

  /** As Amazon passes on the answer of somebody away: a bounce of which it says nothing (B13). */
  @ParameterizedTest
  @CsvSource({"Transient,General,AUTO_REPLIED", "Undetermined,Undetermined,UNCLEAR"})
  void anAbsenceIsNoBounce(String type, String subType, String expected)
      throws GeneralSecurityException {
    String event = """
        {"notificationType":"Bounce","bounce":{"feedbackId":"0100019-feedback","bounceType":"%s","bounceSubType":"%s",
         "bouncedRecipients":[{"emailAddress":"a@there.example"}],"timestamp":"2026-11-21T11:00:00.000Z"},
         "mail":{"timestamp":"2026-11-21T10:59:59.000Z","source":"%s","messageId":"0100-amazon","destination":["a@there.example"]}}""".formatted(type, subType, returnPath());

    assertThat(post("/hooks/ses", notification("2", TOPIC, event))).isEqualTo(204);

    assertThat(kind()).hasValue(expected);
    assertThat(found()).isEmpty();
    assertThat(mails.contact(mail.contact()).undeliverable()).isFalse();
  }

  /** Anybody may have a topic, and SNS signs for all of them. */
  @Test
  void whatAnotherTopicSendsIsRefused() throws GeneralSecurityException {
    String event = sesBounce("Permanent", "General", "5.1.1", "550");

    assertThat(post("/hooks/ses", notification("2", TOPIC + "x", event))).isEqualTo(401);
    assertThat(post("/hooks/ses", notification("2", TOPIC, event).replace("5.1.1", "5.2.2")))
        .isEqualTo(401);
    assertThat(post("/hooks/ses", notification("2", TOPIC, event).replace("\"2\"", "\"3\"")))
        .isEqualTo(401);
    assertThat(reports()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://sns.eu-west-3.amazonaws.com.evil.example/SimpleNotificationService-1.pem",
        "https://sns.eu-west-3.amazonaws.com@evil.example/SimpleNotificationService-1.pem",
        "https://evil.example/sns.eu-west-3.amazonaws.com/x.pem",
        "http://sns.eu-west-3.amazonaws.com/SimpleNotificationService-1.pem",
        "https://sns.eu-west-3.amazonaws.com:8443/SimpleNotificationService-1.pem",
        "https://s3.eu-west-3.amazonaws.com/bucket/x.pem",
        "https://sns.eu-west-3.amazonaws.com/SimpleNotificationService-1.txt",
        "not an address",
      })
  void aCertificateComesFromAmazonOrFromNowhere(String url) throws GeneralSecurityException {
    String body = notification("2", TOPIC, sesBounce("Permanent", "General", "5.1.1", "550"))
        .replace(PEM.toString(), url);

    assertThat(post("/hooks/ses", body)).isEqualTo(401);
    assertThat(outside.asked).isEmpty();
  }

  @Test
  void theSubscriptionOfOurTopicIsConfirmedAtAmazon() throws GeneralSecurityException {
    URI subscribe = URI.create(
        "https://sns.eu-west-3.amazonaws.com/?Action=ConfirmSubscription&TopicArn=x&Token=y");
    outside.answers.put(subscribe, new byte[0]);
    List<String> names =
        List.of("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type");

    assertThat(post("/hooks/ses", sign(confirmation(subscribe.toString()), "2", names)))
        .isEqualTo(204);
    assertThat(outside.asked).contains(subscribe);
    assertThat(post("/hooks/ses", sign(confirmation("https://evil.example/"), "2", names)))
        .isEqualTo(400);
  }

  private static ObjectNode confirmation(String subscribe) {
    return JSON.createObjectNode()
        .put("Type", "SubscriptionConfirmation")
        .put("MessageId", "sns-confirm")
        .put("Token", "y")
        .put("TopicArn", TOPIC)
        .put("Message", "You have chosen to subscribe")
        .put("SubscribeURL", subscribe)
        .put("Timestamp", "2026-11-21T11:00:00.000Z");
  }

  private int brevo(String event, String reason, String token) {
    String body = """
        [{"event":"%s","email":"a@there.example","message-id":"%s","ts_event":1763722800,"reason":"%s"},
         {"event":"click","email":"a@there.example","message-id":"%s"}]""".formatted(event, messageId(), reason, messageId());
    return post("/hooks/brevo", body, "Authorization", "Bearer " + token);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      hard_bounce   | 550 5.1.1 unknown user            | HARD
      hard_bounce   | 550 5.7.1 rejected by policy      | BLOCK
      hard_bounce   | ''                                | HARD
      invalid_email | ''                                | HARD
      soft_bounce   | 452 4.2.2 mailbox full            | SOFT
      """)
  void whatBrevoSaysIsTakenByTheOneClassifier(String event, String reason, String expected) {
    assertThat(brevo(event, reason, TOKEN)).isEqualTo(204);
    assertThat(brevo(event, reason, TOKEN)).isEqualTo(204);
    assertThat(brevo(event, reason, TOKEN + "x")).isEqualTo(401);

    assertThat(found()).hasValue(expected);
    assertThat(reports()).isOne();
  }

  /** It stands on a list of Brevo's own: nobody refused it, so it counts against neither person nor provider (B23). */
  @Test
  void anAddressThatBrevoDidNotWriteToIsHeldAgainstNobody() {
    long before = rig.count("pending_mark") + rig.count("provider_count");

    assertThat(brevo("blocked", "blocked : due to blacklist user", TOKEN)).isEqualTo(204);

    assertThat(kind()).hasValue("WITHHELD");
    assertThat(rig.count("pending_mark") + rig.count("provider_count")).isEqualTo(before);
  }

  /** Promise 1: a withdrawal that was acknowledged is not lost, wherever the person said it (B5). */
  @Test
  void whoUnsubscribesAtBrevoIsWithdrawn() {
    String body = """
        {"event":"unsubscribed","id":12,"email":"a@there.example","message-id":"%s","ts_event":1763722800,
         "date":"2026-11-21 12:00:00","tag":"","sending_ip":"xxx.xx.xxx.xx"}""".formatted(messageId());

    assertThat(post("/hooks/brevo", body, "Authorization", "Bearer " + TOKEN)).isEqualTo(204);

    assertThat(kind()).hasValue("UNSUBSCRIBED");
    DigestTrail address =
        rig.bean(AddressDigests.class).of(mails.contact(mail.contact()).email().orElseThrow());
    assertThat(rig.bean(Suppressions.class).list(List.of(address)).get(address))
        .containsExactly(SuppressionReason.OBJECTION);
  }

  /** All of a batch is taken or none: what was acknowledged is not cut off. */
  @Test
  void aLongBatchIsTakenWholeAndATooLongOneRefused() {
    String other = "{\"event\":\"click\"},";
    String last = "{\"event\":\"hard_bounce\",\"message-id\":\"" + messageId() + "\"}]";
    String authorization = "Bearer " + TOKEN;

    assertThat(
            post("/hooks/brevo", "[" + other.repeat(1_200) + last, "Authorization", authorization))
        .isEqualTo(204);
    assertThat(reports()).isOne();

    String tooLong = "[" + other.repeat(60_000) + last;
    assertThat(post("/hooks/brevo", tooLong, "Authorization", authorization)).isEqualTo(413);
    assertThat(post("/hooks/ses", tooLong)).isEqualTo(413);
    assertThat(post("/hooks/inbound", tooLong)).isEqualTo(413);
  }

  /** (D26) */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "198.18.0.1",
        "::1",
        "fe80::1",
        "fd00:ec2::254",
        "64:ff9b::a00:1",
        "2002:7f00:1::1",
      })
  void noPrivateAddressIsAsked(String address) {
    assertThat(HttpsOutbound.isPublic(InetAddress.ofLiteral(address))).isFalse();
  }

  @Test
  void aConnectionToThisMachineEndsBeforeAByteIsSent() throws IOException {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> new HttpsOutbound()
              .get(URI.create("https://localhost:" + server.getLocalPort() + "/")))
          .hasMessageContaining("is not a public one");
      assertThatThrownBy(() -> new HttpsOutbound().get(URI.create("http://example.org/")))
          .hasMessageContaining("only https");
    }
    assertThat(Stream.of("9.9.9.9", "2620:fe::fe").map(InetAddress::ofLiteral))
        .allMatch(HttpsOutbound::isPublic);
  }
}
