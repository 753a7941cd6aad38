package io.reveil.bounce.hook;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.reveil.delivery.WayIn;
import io.reveil.kernel.Demands;
import java.util.List;
import java.util.Set;

/**
 * Who may send us reports. What is empty is closed.
 *
 * @param secrets of our own webhook, as Standard Webhooks write them; two while one is replaced by the other
 * @param sesTopic the SNS topic to which Amazon SES sends what comes back; any other is refused, however well signed
 * @param brevoTokens that Brevo sends as bearer tokens; two while one is replaced by the other
 */
@ConfigurationProperties("reveil.inbound.hook")
record HookConfig(List<String> secrets, String sesTopic, List<String> brevoTokens)
    implements WayIn {
  private static final int MOST = 2;
  private static final int SHORTEST_TOKEN = 24;

  HookConfig {
    secrets = List.copyOf(secrets);
    brevoTokens = List.copyOf(brevoTokens);
    Demands.of("reveil.inbound.hook")
        .that(
            secrets.size() <= MOST && secrets.stream().allMatch(HookConfig::isSecret),
            "secrets",
            "give one or two secrets as whsec_ and 24 to 64 random bytes in base64, or file: and the name of a"
                + " file that holds one: openssl rand -base64 32 makes the bytes.")
        .that(
            sesTopic.isEmpty() || sesTopic.matches("arn:aws[a-z-]*:sns:[a-z0-9-]+:\\d{12}:[\\w-]+"),
            "ses-topic",
            "give the ARN of the topic, as in arn:aws:sns:eu-west-3:123456789012:ses-feedback.")
        .that(
            brevoTokens.size() <= MOST && brevoTokens.stream().allMatch(HookConfig::isToken),
            "brevo-tokens",
            "give one or two tokens of " + SHORTEST_TOKEN
                + " characters or more, or file: and the name of a file that holds one.")
        .orRefuse();
  }

  /** Neither Amazon SES nor Brevo tells of answers. */
  @Override
  public Set<Answer> heard() {
    return secrets.isEmpty() ? Set.of() : Set.of(Answer.REPLY);
  }

  private static boolean isSecret(String text) {
    return Secret.read(text)
        .filter(secret -> StandardSignature.key(secret).isPresent())
        .isPresent();
  }

  private static boolean isToken(String text) {
    return Secret.read(text).filter(token -> token.length() >= SHORTEST_TOKEN).isPresent();
  }

  @Override
  public String toString() {
    return "HookConfig[" + sesTopic + "]";
  }
}
