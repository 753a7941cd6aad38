package io.reveil.bounce.hook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.reveil.kernel.Scrub;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether Amazon SNS signed a message: by a certificate that only a host of Amazon's may give us (D28). */
@Singleton
class SnsSignature {
  private static final Logger LOG = LoggerFactory.getLogger(SnsSignature.class);

  /** A host of SNS, and nothing before or behind it that a reader of URLs may take otherwise. */
  private static final Pattern HOST =
      Pattern.compile("sns\\.[a-z0-9-]{3,30}\\.amazonaws\\.com(\\.cn)?");

  private static final List<String> OF_NOTIFICATION =
      List.of("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type");
  private static final List<String> OF_CONFIRMATION =
      List.of("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type");
  private static final int MOST_CERTIFICATES = 20;

  /**
   * Amazon tries again for some hours, with the moment of the first time. What is older was captured: its number is not
   * kept for ever, and by then the person may have agreed anew (D28).
   */
  private static final Duration OLDEST = Duration.ofDays(2);

  private static final Duration AHEAD = Duration.ofMinutes(5);

  private final Outbound outbound;
  private final Clock clock;
  private final Clock machine;
  private final Map<URI, X509Certificate> certificates = new LinkedHashMap<>(16, 0.75f, true) {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<URI, X509Certificate> eldest) {
      return size() > MOST_CERTIFICATES;
    }
  };

  SnsSignature(Outbound outbound, Clock clock, @Named("machine") Clock machine) {
    this.outbound = outbound;
    this.clock = clock;
    this.machine = machine;
  }

  boolean isGood(JsonNode message) {
    Optional<String> algorithm = switch (message.path("SignatureVersion").asText()) {
      case "1" -> Optional.of("SHA1withRSA");
      case "2" -> Optional.of("SHA256withRSA");
      default -> Optional.empty();
    };
    Optional<URI> address = ofAmazon(message.path("SigningCertURL").asText())
        .filter(url -> url.getPath().endsWith(".pem"));
    if (algorithm.isEmpty()
        || address.isEmpty()
        || !isOfNow(message.path("Timestamp").asText())) {
      return false;
    }
    try {
      X509Certificate certificate = certificate(address.get());
      certificate.checkValidity(Date.from(machine.instant()));
      Signature signature = Signature.getInstance(algorithm.get());
      signature.initVerify(certificate);
      signature.update(signed(message).getBytes(UTF_8));
      return signature.verify(
          Base64.getDecoder().decode(message.path("Signature").asText()));
    } catch (GeneralSecurityException | IllegalArgumentException | IOException e) {
      LOG.warn(
          "a message of SNS cannot be verified: {}", Scrub.text(String.valueOf(e.getMessage())));
      return false;
    }
  }

  private boolean isOfNow(String timestamp) {
    try {
      Instant said = Instant.parse(timestamp);
      Instant now = clock.instant();
      return said.isAfter(now.minus(OLDEST)) && said.isBefore(now.plus(AHEAD));
    } catch (DateTimeParseException _) {
      return false;
    }
  }

  /** The address, if it is one of Amazon SNS and of nobody else. */
  static Optional<URI> ofAmazon(String url) {
    try {
      URI address = URI.create(url);
      boolean good = "https".equals(address.getScheme())
          && address.getHost() != null
          && HOST.matcher(address.getHost()).matches()
          && address.getRawUserInfo() == null
          && address.getPort() == -1;
      return good ? Optional.of(address) : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** Names and values, a line each; what the message does not have is left out. */
  private static String signed(JsonNode message) {
    List<String> names =
        message.path("Type").asText().equals("Notification") ? OF_NOTIFICATION : OF_CONFIRMATION;
    StringBuilder text = new StringBuilder();
    for (String name : names) {
      if (message.hasNonNull(name)) {
        text.append(name).append('\n').append(message.path(name).asText()).append('\n');
      }
    }
    return text.toString();
  }

  private X509Certificate certificate(URI address) throws IOException, GeneralSecurityException {
    synchronized (certificates) {
      X509Certificate known = certificates.get(address);
      if (known != null) {
        return known;
      }
    }
    X509Certificate read = (X509Certificate) CertificateFactory.getInstance("X.509")
        .generateCertificate(new ByteArrayInputStream(outbound.get(address)));
    synchronized (certificates) {
      certificates.put(address, read);
    }
    return read;
  }
}
