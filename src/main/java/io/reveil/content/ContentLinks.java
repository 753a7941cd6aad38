package io.reveil.content;

import io.reveil.kernel.Fault;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The links that an author wrote out in HTML. One that a template makes up, or that is written by us, is not among them. */
final class ContentLinks {
  private static final Pattern HREF = Pattern.compile("(<a\\b[^>]*?\\bhref=\")([^\"]*)(\")");
  private static final Set<String> HARMLESS = Set.of("http", "https", "mailto", "tel");

  /** What may stand in an address (RFC 3986 §2). */
  private static final String ALLOWED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789" + "-._~:/?#[]@!$&'()*+,;=%";

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private ContentLinks() {}

  /**
   * Where these lead, each once, in the order of the text; only of http and https.
   *
   * @throws Fault if one leads anywhere else: {@code javascript:} (D8)
   */
  static List<String> in(String file, String html) {
    Set<String> found = new LinkedHashSet<>();
    Matcher anchor = HREF.matcher(html);
    while (anchor.find()) {
      String written = unescaped(anchor.group(2));
      if (isWrittenOut(written)) {
        String scheme = scheme(file, written);
        if (scheme.equals("http") || scheme.equals("https")) {
          found.add(written);
        }
      }
    }
    return new ArrayList<>(found);
  }

  private static boolean isWrittenOut(String written) {
    return !written.contains("${") && !written.contains("<#") && !written.startsWith("#");
  }

  private static String scheme(String file, String written) {
    int colon = written.indexOf(':');
    String scheme = colon < 0 ? "" : written.substring(0, colon).toLowerCase(Locale.ROOT);
    if (!HARMLESS.contains(scheme)) {
      throw Fault.invalid(
          file,
          "%s links to “%s”: write a whole address that begins with https://, mailto: or tel: (D8)."
              .formatted(file, written));
    }
    return scheme;
  }

  /** As it goes into a Location header: what no address may hold percent-encoded, all else byte for byte (D11). */
  static String encoded(String written) {
    StringBuilder encoded = new StringBuilder(written.length());
    for (byte sign : written.getBytes(StandardCharsets.UTF_8)) {
      if (sign > ' ' && ALLOWED.indexOf(sign) >= 0) {
        encoded.append((char) sign);
      } else {
        encoded.append('%').append(HEX.toHexDigits(sign));
      }
    }
    return encoded.toString();
  }

  /** The HTML with other links in place of these. */
  static String replaced(String html, Map<String, String> links) {
    return HREF.matcher(html)
        .replaceAll(anchor -> Matcher.quoteReplacement(anchor.group(1)
            + links.getOrDefault(unescaped(anchor.group(2)), anchor.group(2))
            + anchor.group(3)));
  }

  private static String unescaped(String attribute) {
    return attribute.replace("&#38;", "&").replace("&amp;", "&");
  }
}
