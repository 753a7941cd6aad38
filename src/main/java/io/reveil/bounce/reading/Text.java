package io.reveil.bounce.reading;

import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes text of what a stranger's mail holds, whatever it says of itself. */
final class Text {
  private static final Charset WESTERN = Charset.forName("windows-1252");
  private static final int LONGEST_HEADER = 4_000;
  private static final int LONGEST_ENTITY = 8;
  private static final Pattern PAIR = Pattern.compile("(\\S+) (\\S)(?: |$)");

  /** Those that reports are written with; by number, all are understood. */
  private static final Map<String, String> ENTITIES = Stream.of("""
          lt < gt > amp & quot " apos ' laquo « raquo » lsquo ‘ rsquo ’ ldquo “ rdquo ” ndash – mdash — hellip …
          agrave à aacute á acirc â atilde ã auml ä aring å aelig æ ccedil ç egrave è eacute é ecirc ê euml ë
          igrave ì iacute í icirc î iuml ï ntilde ñ ograve ò oacute ó ocirc ô otilde õ ouml ö oslash ø
          ugrave ù uacute ú ucirc û uuml ü yacute ý szlig ß oelig œ
          Agrave À Aacute Á Acirc Â Auml Ä Ccedil Ç Egrave È Eacute É Ecirc Ê Iacute Í Icirc Î Oacute Ó Ocirc Ô Ouml Ö
          Uacute Ú Uuml Ü
          """.lines().toArray(String[]::new))
      .flatMap(line -> PAIR.matcher(line).results())
      .collect(Collectors.toUnmodifiableMap(pair -> pair.group(1), pair -> pair.group(2)));

  private Text() {}

  /** In the charset named; in UTF-8 where that is none and the bytes are; else in the one that fits everything. */
  static String of(byte[] bytes, String charset) {
    try {
      String name = MimeUtility.javaCharset(charset.strip());
      if (!name.isEmpty() && !name.equalsIgnoreCase("us-ascii") && Charset.isSupported(name)) {
        return new String(bytes, Charset.forName(name));
      }
    } catch (IllegalArgumentException _) {
      return guessed(bytes);
    }
    return guessed(bytes);
  }

  private static String guessed(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException _) {
      return new String(bytes, WESTERN);
    }
  }

  /** A header's value on one line, its encoded words decoded (RFC 2047). */
  static String header(String raw) {
    String bounded = raw.substring(0, Math.min(raw.length(), LONGEST_HEADER));
    String unfolded = bounded.replaceAll("[\\r\\n]+[ \\t]*", " ");
    try {
      return MimeUtility.decodeText(of(unfolded.getBytes(StandardCharsets.ISO_8859_1), ""));
    } catch (UnsupportedEncodingException | RuntimeException _) {
      return unfolded;
    }
  }

  /** One pass, in time linear in the length: whatever begins like a tag and never ends stays as it is. */
  static String ofHtml(String html) {
    StringBuilder text = new StringBuilder(html.length());
    int lastEnd = html.lastIndexOf('>');
    int at = 0;
    while (at < html.length()) {
      char c = html.charAt(at);
      if (c == '<' && at < lastEnd) {
        int end = html.indexOf('>', at);
        text.append(breaksLine(html, at + 1) ? '\n' : ' ');
        at = end + 1;
      } else if (c == '&') {
        int end =
            html.substring(at, Math.min(html.length(), at + LONGEST_ENTITY + 2)).indexOf(';');
        String entity = end < 0 ? "" : entity(html.substring(at + 1, at + end));
        text.append(entity.isEmpty() ? "&" : entity);
        at += entity.isEmpty() ? 1 : end + 1;
      } else {
        text.append(c);
        at++;
      }
    }
    return text.toString();
  }

  private static boolean breaksLine(String html, int name) {
    String tag = html.substring(name, Math.min(html.length(), name + 4)).toLowerCase(Locale.ROOT);
    return tag.startsWith("br")
        || tag.startsWith("p")
        || tag.startsWith("/p")
        || tag.startsWith("div")
        || tag.startsWith("/div")
        || tag.startsWith("tr")
        || tag.startsWith("li");
  }

  private static String entity(String name) {
    if (!name.startsWith("#")) {
      return name.equals("nbsp") ? " " : ENTITIES.getOrDefault(name, "");
    }
    try {
      boolean hex = name.startsWith("#x") || name.startsWith("#X");
      int code = Integer.parseInt(name.substring(hex ? 2 : 1), hex ? 16 : 10);
      return Character.isValidCodePoint(code) ? Character.toString(code) : "";
    } catch (NumberFormatException _) {
      return "";
    }
  }
}
