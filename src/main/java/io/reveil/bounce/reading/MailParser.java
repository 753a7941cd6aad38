package io.reveil.bounce.reading;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * Takes a mail apart within bounds: the first megabyte, eight levels, fifty parts. Whoever can send us a mail can send any
 * bytes, so what cannot be read as it says is read as text, and nothing fails.
 */
final class MailParser {
  private static final int LONGEST_MAIL = 1 << 20;
  private static final int LONGEST_LEAF = 1 << 17;
  private static final int DEEPEST = 8;
  private static final int MOST_LEAVES = 50;
  private static final int MOST_HEADERS = 500;
  private static final int MOST_BOUNDARIES = 1_000;

  private static final Session SESSION = Session.getInstance(new Properties());

  private final List<Leaf> leaves = new ArrayList<>();

  private MailParser() {}

  static Incoming read(byte[] raw) {
    int start = start(raw);
    byte[] mail = Arrays.copyOfRange(raw, start, end(raw, start));
    MailParser parser = new MailParser();
    try {
      MimeMessage message = new MimeMessage(SESSION, new ByteArrayInputStream(mail));
      Map<String, List<String>> headers = headers(message);
      parser.part(message, 0, 0);
      return new Incoming(headers, List.copyOf(parser.leaves));
    } catch (MessagingException | IOException | RuntimeException _) {
      return new Incoming(Map.of(), List.of(new Leaf("text/plain", Text.of(mail, ""), 0)));
    }
  }

  /** Behind blank lines and the separator line of a mailbox file. */
  private static int start(byte[] raw) {
    int start = 0;
    while (start < raw.length && (raw[start] == '\r' || raw[start] == '\n')) {
      start++;
    }
    if (raw.length - start > 5 && new String(raw, start, 5, ISO_8859_1).equals("From ")) {
      while (start < raw.length && raw[start] != '\n') {
        start++;
      }
      start = Math.min(start + 1, raw.length);
    }
    return start;
  }

  /** Angus takes half a millisecond for each part, whether it is asked for or not. */
  private static int end(byte[] raw, int start) {
    int end = Math.min(raw.length, start + LONGEST_MAIL);
    int boundaries = 0;
    for (int at = start; at < end - 2; at++) {
      if (raw[at] == '\n'
          && raw[at + 1] == '-'
          && raw[at + 2] == '-'
          && ++boundaries > MOST_BOUNDARIES) {
        return at;
      }
    }
    return end;
  }

  private static Map<String, List<String>> headers(Part part) throws MessagingException {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    Enumeration<Header> all = part.getAllHeaders();
    for (int i = 0; i < MOST_HEADERS && all.hasMoreElements(); i++) {
      Header header = all.nextElement();
      headers
          .computeIfAbsent(
              header.getName().strip().toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
          .add(Text.header(header.getValue()));
    }
    return headers;
  }

  private void part(MimePart part, int depth, int nested) throws MessagingException, IOException {
    if (leaves.size() >= MOST_LEAVES) {
      return;
    }
    String type = type(part);
    if (depth < DEEPEST && type.startsWith("multipart/")) {
      multipart(part, depth, nested);
    } else if (depth < DEEPEST
        && (type.equals("message/rfc822") || type.equals("message/global"))) {
      embedded(part, depth, nested);
    } else if (!type.startsWith("image/")
        && !type.startsWith("audio/")
        && !type.startsWith("video/")) {
      leaf(part, type, nested);
    }
  }

  private void multipart(MimePart part, int depth, int nested)
      throws MessagingException, IOException {
    int before = leaves.size();
    try {
      MimeMultipart parts = new MimeMultipart(part.getDataHandler().getDataSource());
      for (int i = 0; i < parts.getCount() && leaves.size() < MOST_LEAVES; i++) {
        if (parts.getBodyPart(i) instanceof MimePart each) {
          part(each, depth + 1, nested);
        }
      }
    } catch (MessagingException | RuntimeException _) {
      if (leaves.size() == before) {
        leaf(part, "text/plain", nested);
      }
    }
  }

  /** Its header is a leaf too: there stand our Message-ID and our links. */
  private void embedded(MimePart part, int depth, int nested)
      throws MessagingException, IOException {
    byte[] bytes = bytes(part);
    try {
      MimeMessage message = new MimeMessage(SESSION, new ByteArrayInputStream(bytes));
      StringBuilder lines = new StringBuilder();
      headers(message)
          .forEach((name, values) -> values.forEach(
              value -> lines.append(name).append(": ").append(value).append('\n')));
      leaves.add(new Leaf("text/rfc822-headers", lines.toString(), nested + 1));
      part(message, depth + 1, nested + 1);
    } catch (MessagingException | RuntimeException _) {
      leaves.add(new Leaf("text/plain", Text.of(bytes, ""), nested + 1));
    }
  }

  /** The header of a mail that came back belongs to that mail. */
  private void leaf(MimePart part, String type, int nested) throws MessagingException, IOException {
    boolean ofReturned = type.endsWith("rfc822-headers") || type.equals("message/global-headers");
    String text = Text.of(bytes(part), charset(part));
    leaves.add(new Leaf(
        type,
        type.equals("text/html") ? Text.ofHtml(text) : text,
        ofReturned ? nested + 1 : nested));
  }

  private static byte[] bytes(MimePart part) throws MessagingException, IOException {
    try (InputStream decoded = part.getInputStream()) {
      return decoded.readNBytes(limit(part));
    } catch (MessagingException | IOException | RuntimeException _) {
      try (InputStream raw = raw(part)) {
        return raw.readNBytes(limit(part));
      }
    }
  }

  private static int limit(MimePart part) throws MessagingException {
    return type(part).startsWith("message/") ? LONGEST_MAIL : LONGEST_LEAF;
  }

  private static InputStream raw(MimePart part) throws MessagingException {
    return switch (part) {
      case MimeMessage message -> message.getRawInputStream();
      case jakarta.mail.internet.MimeBodyPart body -> body.getRawInputStream();
      default -> InputStream.nullInputStream();
    };
  }

  private static String type(MimePart part) throws MessagingException {
    String said = part.getContentType();
    int end = said.indexOf(';');
    return (end < 0 ? said : said.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }

  private static String charset(MimePart part) throws MessagingException {
    try {
      String charset = new ContentType(part.getContentType()).getParameter("charset");
      return charset == null ? "" : charset;
    } catch (MessagingException _) {
      return "";
    }
  }
}
