package io.reveil.demo.world;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The relay of the story, which reports what comes back as any other would: signed, by webhook. */
public final class Relay {
  private static final byte[] KEY =
      Base64.getDecoder().decode(ChildServer.SECRET.substring(ChildServer.SECRET.indexOf('_') + 1));

  private final Api api;
  /** Nobody moves this one: signatures go by the time of the machine. */
  private final Clock machine = new DemoClock();

  public Relay(Api api) {
    this.api = api;
  }

  /** The provider wants none of our mail; whether the report was taken. */
  public boolean blocked(Mailbox.Mail letter) {
    return report(
        letter,
        "5.7.1",
        "550 5.7.1 Service refused. Your sending address is on our list. Please see our postmaster page.");
  }

  /** The provider says that there is no such address; whether the report was taken. */
  public boolean unknown(Mailbox.Mail letter) {
    return report(letter, "5.1.1", "550 5.1.1 User unknown");
  }

  private boolean report(Mailbox.Mail letter, String status, String diagnostic) {
    String body = Api.write(Map.of(
        "type",
        "mail.bounced",
        "data",
        Map.of(
            "messageId", "<" + letter.messageId() + ">",
            "status", status,
            "diagnostic", diagnostic)));
    String id = UUID.randomUUID().toString();
    String now = String.valueOf(machine.instant().getEpochSecond());
    return api.post(
            "/hooks/inbound",
            Map.of(
                "webhook-id", id,
                "webhook-timestamp", now,
                "webhook-signature", "v1," + signature(id + "." + now + "." + body)),
            body)
        == 204;
  }

  private static String signature(String signed) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA-256", e);
    }
  }
}
