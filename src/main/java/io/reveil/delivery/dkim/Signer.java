package io.reveil.delivery.dkim;

import static java.util.stream.Collectors.joining;

import io.reveil.content.OutgoingMail;
import io.reveil.kernel.Sha256;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Signs mail by DKIM, relaxed in headers and body and over all of the body (RFC 6376); by each key that is configured. */
@Singleton
public class Signer {
  private static final String FROM = "From";
  /** Those of them that a mail has; who relays it may add the others (B19). */
  private static final List<String> SIGNED = List.of(
      FROM,
      "To",
      "Subject",
      "Date",
      "Message-ID",
      "MIME-Version",
      "Content-Type",
      "Reply-To",
      "List-Id",
      "List-Unsubscribe",
      "List-Unsubscribe-Post",
      "Feedback-ID",
      "Auto-Submitted");

  private static final String END = "\r\n";
  private static final String NEXT_LINE = END + " ";
  private static final int LINE = 72;
  private static final Pattern LINES = Pattern.compile(".{1," + LINE + "}(:|$)");

  private final String domain;
  private final Map<String, SigningKey> keys;
  private final Clock machine;

  Signer(DkimConfig config, @Named("machine") Clock machine) {
    this.domain = config.domain();
    this.keys = config.keys();
    this.machine = machine;
  }

  /** The mail with its signatures on top; as it is if nothing is configured. Nothing may change it afterwards (B19). */
  public OutgoingMail signed(OutgoingMail mail) {
    if (keys.isEmpty()) {
      return mail;
    }
    byte[] bytes = mail.bytes();
    // Each byte a sign, whatever it means: an address may be beyond ASCII.
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int empty = text.indexOf(END + END);
    Map<String, String> headers = headers(text.substring(0, empty));
    List<String> names =
        new ArrayList<>(SIGNED.stream().filter(headers::containsKey).toList());
    StringBuilder signed = new StringBuilder();
    names.forEach(name ->
        signed.append(Relaxed.header(name, headers.getOrDefault(name, ""))).append(END));
    // Once more than there is: a second From would break the signature (B18; RFC 6376 §5.4.2).
    names.addFirst(FROM);
    String bodyHash = base64(Sha256.of(Relaxed.body(bytes, empty + 2 * END.length())));
    StringBuilder lines = new StringBuilder();
    keys.forEach((selector, key) -> {
      String value = "v=1; a=" + key.algorithm().tag() + "-sha256; c=relaxed/relaxed;" + NEXT_LINE
          + "d=" + domain + "; s=" + selector + "; t=" + machine.instant().getEpochSecond() + ";"
          + NEXT_LINE + "h=" + folded(names) + ";" + NEXT_LINE
          + "bh=" + bodyHash + ";" + NEXT_LINE
          + "b=";
      byte[] all =
          (signed + Relaxed.header("DKIM-Signature", value)).getBytes(StandardCharsets.ISO_8859_1);
      lines
          .append("DKIM-Signature: ")
          .append(value)
          .append(base64(key.sign(all)))
          .append(END);
    });
    return mail.below(lines.toString().getBytes(StandardCharsets.ISO_8859_1));
  }

  /** By name, whatever its case; folded as they are. */
  private static Map<String, String> headers(String head) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String header : head.split("\r\n(?![ \t])", -1)) {
      int colon = header.indexOf(':');
      headers.put(header.substring(0, colon), header.substring(colon + 1));
    }
    return headers;
  }

  /** Between two names a line may end. */
  private static String folded(List<String> names) {
    return LINES
        .matcher(String.join(":", names).toLowerCase(Locale.ROOT))
        .results()
        .map(line -> line.group())
        .collect(joining(NEXT_LINE + " "));
  }

  private static String base64(byte[] bytes) {
    return Base64.getMimeEncoder(LINE, NEXT_LINE.getBytes(StandardCharsets.US_ASCII))
        .encodeToString(bytes);
  }
}
