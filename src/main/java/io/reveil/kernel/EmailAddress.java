package io.reveil.kernel;

import com.sanctionco.jmail.JMail;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/**
 * An e-mail address, normalised (B20): trimmed, NFC, the domain in lower-case A-labels, the local part as typed. Two
 * addresses are equal when their {@link #key} is. It prints masked, so that no log can show it (A58).
 */
public final class EmailAddress {
  private static final int LONGEST_LOCAL_PART = 64;
  private static final int LONGEST_PATH = 254;
  /** What IDNA 2003, all that the JDK has, maps to other letters than IDNA 2008 does: a wrong mailbox. */
  private static final String DEVIATIONS = "\u00DF\u03C2\u200C\u200D";

  private static final String SPECIALS = "\"(),:;<>[\\]";

  private final String local;
  private final String domain;

  private EmailAddress(String local, String domain) {
    this.local = local;
    this.domain = domain;
  }

  /** Empty if it is not an address one can write to over SMTP. */
  public static Optional<EmailAddress> parse(String raw) {
    String text = Normalizer.normalize(raw.strip(), Normalizer.Form.NFC);
    int at = text.lastIndexOf('@');
    if (at < 1 || text.codePoints().anyMatch(EmailAddress::isRefused)) {
      return Optional.empty();
    }
    String local = text.substring(0, at);
    return asciiDomain(text.substring(at + 1))
        .map(domain -> new EmailAddress(local, domain))
        .filter(EmailAddress::isDeliverable);
  }

  /** Blanks, controls, what only quotes or a comment may hold (RFC 5322 §3.2.3), and marks that nobody sees. */
  private static boolean isRefused(int sign) {
    return SPECIALS.indexOf(sign) >= 0
        || Character.isISOControl(sign)
        || Character.isWhitespace(sign)
        || Character.isSpaceChar(sign)
        || Character.getType(sign) == Character.FORMAT
        || Character.getType(sign) == Character.SURROGATE;
  }

  private static Optional<String> asciiDomain(String domain) {
    if (domain.chars().anyMatch(c -> DEVIATIONS.indexOf(c) >= 0)) {
      return Optional.empty();
    }
    try {
      return Optional.of(IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private boolean isDeliverable() {
    return local.getBytes(StandardCharsets.UTF_8).length <= LONGEST_LOCAL_PART
        && forSending().getBytes(StandardCharsets.UTF_8).length <= LONGEST_PATH
        && domain.indexOf('.') > 0
        && JMail.strictValidator().isValid(forSending());
  }

  /** The address as SMTP gets it. The only way to the clear text. */
  public String forSending() {
    return local + '@' + domain;
  }

  /** What makes two spellings one person: the local part in lower case too. */
  public String key() {
    return local.toLowerCase(Locale.ROOT) + '@' + domain;
  }

  /** In lower-case A-labels. */
  public String domain() {
    return domain;
  }

  /** As pages show it: {@code ca…@example.org}. */
  public String masked() {
    int kept = local.length() > 2 ? 2 : 1;
    return local.substring(
            0, local.offsetByCodePoints(0, Math.min(kept, local.codePointCount(0, local.length()))))
        + "…@" + domain;
  }

  /** Whether the local part needs SMTPUTF8 (RFC 6531). */
  public boolean needsUtf8() {
    return local.chars().anyMatch(c -> c > 0x7E);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EmailAddress that && key().equals(that.key());
  }

  @Override
  public int hashCode() {
    return key().hashCode();
  }

  @Override
  public String toString() {
    return masked();
  }
}
