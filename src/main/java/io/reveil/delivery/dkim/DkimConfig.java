package io.reveil.delivery.dkim;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.reveil.delivery.dkim.SigningKey.Found;
import io.reveil.kernel.Demands;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Whether Réveil signs its mail by itself, and how. Empty: the relay signs.
 *
 * @param domain who signs; the senders of all purposes lie there or below
 * @param selector the name of the RSA key in the DNS of the domain
 * @param key the file that holds it
 * @param ed25519Selector the name of a second key, which never signs alone (B18)
 * @param ed25519Key the file that holds it
 */
@ConfigurationProperties("reveil.dkim")
public record DkimConfig(
    String domain, String selector, String key, String ed25519Selector, String ed25519Key) {
  private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
  private static final Pattern DOMAIN = Pattern.compile("(" + LABEL + "\\.)+" + LABEL);
  private static final Pattern SELECTOR = Pattern.compile(LABEL + "(\\." + LABEL + ")*");
  private static final int LONGEST_STRING = 255;

  public DkimConfig {
    boolean signs = !(domain + selector + key + ed25519Selector + ed25519Key).isEmpty();
    boolean twice = !(ed25519Selector + ed25519Key).isEmpty();
    Demands demands = Demands.of("reveil.dkim");
    if (signs) {
      demands
          .that(
              DOMAIN.matcher(domain).matches(),
              "domain",
              "give the domain that signs in lower case alone, as in example.org; reveil.dkim.domain, selector and key"
                  + " go together.")
          .that(
              SELECTOR.matcher(selector).matches(),
              "selector",
              "give the name of the key in the DNS in lower case, as in reveil-2026; reveil.dkim.domain, selector and"
                  + " key go together.");
      demandKey(
          demands,
          "key",
          key,
          Algorithm.RSA,
          (twice ? "ed25519 never signs alone, since many servers cannot verify it (B18): " : "")
              + "give the file of an RSA key: ");
    }
    if (twice) {
      demands.that(
          SELECTOR.matcher(ed25519Selector).matches() && !ed25519Selector.equals(selector),
          "ed25519-selector",
          "give the name of the second key in the DNS in lower case, another than reveil.dkim.selector;"
              + " reveil.dkim.ed25519-selector and ed25519-key go together.");
      demandKey(
          demands,
          "ed25519-key",
          ed25519Key,
          Algorithm.ED25519,
          "reveil.dkim.ed25519-selector and ed25519-key go together; give the file of a key: ");
    }
    demands.orRefuse();
  }

  private static void demandKey(
      Demands demands, String name, String file, Algorithm algorithm, String missing) {
    if (file.isEmpty()) {
      demands.that(false, name, missing + algorithm.makes("FILE") + " makes one.");
    } else if (SigningKey.find(algorithm, file) instanceof Found.Unusable(String fix)) {
      demands.that(false, name, fix);
    }
  }

  /** Whether Réveil signs. */
  public boolean isOn() {
    return !domain.isEmpty();
  }

  /**
   * Whether a receiver takes our signature for that of the sender: of the two domains one lies in the other, as DMARC
   * wants it unless the sender's domain asks for more ({@code adkim=s}).
   */
  boolean vouchesFor(String sender) {
    return sender.equals(domain) || sender.endsWith("." + domain) || domain.endsWith("." + sender);
  }

  /** By selector, RSA first. */
  Map<String, SigningKey> keys() {
    Map<String, SigningKey> keys = new LinkedHashMap<>();
    if (isOn()) {
      keys.put(selector, usable(Algorithm.RSA, key));
      if (!ed25519Key.isEmpty()) {
        keys.put(ed25519Selector, usable(Algorithm.ED25519, ed25519Key));
      }
    }
    return keys;
  }

  /** The file may have changed since it was accepted. */
  private static SigningKey usable(Algorithm algorithm, String file) {
    return switch (SigningKey.find(algorithm, file)) {
      case Found.Usable(SigningKey found) -> found;
      case Found.Unusable(String fix) -> throw new IllegalStateException(fix);
    };
  }

  /** What the DNS of the domain is to hold, a line for each key, as zone files have it; nothing if nobody signs. */
  public List<String> records() {
    return keys().entrySet().stream()
        .map(key -> "%s._domainkey.%s. IN TXT %s"
            .formatted(key.getKey(), domain, strings(key.getValue().published())))
        .toList();
  }

  /** A string of the DNS has 255 signs at most; those of one record count as one text (RFC 6376 §3.6.2.2). */
  private static String strings(String text) {
    return '"' + text.replaceAll("(.{" + LONGEST_STRING + "})(?=.)", "$1\" \"") + '"';
  }
}
