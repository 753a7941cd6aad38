package io.reveil.journey;

import io.reveil.delivery.lane.Dispatcher;
import io.reveil.testing.Rig;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The mailboxes of everybody. Looking into one first has everything sent that is due. */
final class Inbox {
  private static final Pattern LINK =
      Pattern.compile("https://lettre\\.example\\.org/[^\\s\"<>#]+");

  private final Rig rig;

  Inbox(Rig rig) {
    this.rig = rig;
  }

  /** A mail as it arrived. */
  record Mail(MimeMessage message) {
    String text() {
      return part("text/plain");
    }

    String html() {
      return part("text/html");
    }

    private String part(String type) {
      try {
        Multipart parts = (Multipart) message.getContent();
        for (int i = 0; i < parts.getCount(); i++) {
          BodyPart part = parts.getBodyPart(i);
          if (part.isMimeType(type)) {
            return (String) part.getContent();
          }
        }
        throw new AssertionError("no part " + type);
      } catch (MessagingException | IOException e) {
        throw new IllegalStateException(e);
      }
    }

    String header(String name) {
      try {
        return String.join(", ", orNone(message.getHeader(name)));
      } catch (MessagingException e) {
        throw new IllegalStateException(e);
      }
    }

    private static String[] orNone(String[] values) {
      return values == null ? new String[0] : values;
    }

    String raw() {
      try {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        message.writeTo(bytes);
        return bytes.toString(StandardCharsets.UTF_8);
      } catch (MessagingException e) {
        throw new IllegalStateException(e);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** All of our own links, each once. */
    List<String> links() {
      List<String> links = new ArrayList<>();
      Matcher matcher = LINK.matcher(html() + text());
      while (matcher.find()) {
        if (!links.contains(matcher.group())) {
          links.add(matcher.group());
        }
      }
      return links;
    }

    /** The one link whose path begins so: {@code /c/}. */
    String link(String path) {
      return links().stream()
          .filter(link -> link.startsWith("https://lettre.example.org" + path))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no link " + path + " in " + links()));
    }
  }

  /** What arrived at an address since the test began, oldest first. */
  List<Mail> of(String address) {
    Dispatcher dispatcher = rig.bean(Dispatcher.class);
    while (dispatcher.dispatchDue()) {
      // The next group.
    }
    return Arrays.stream(rig.mail().getReceivedMessages())
        .filter(message -> isTo(message, address))
        .map(Mail::new)
        .toList();
  }

  Mail only(String address) {
    List<Mail> mails = of(address);
    if (mails.size() != 1) {
      throw new AssertionError(mails.size() + " mails instead of one");
    }
    return mails.getFirst();
  }

  private static boolean isTo(MimeMessage message, String address) {
    try {
      return Arrays.stream(message.getAllRecipients())
          .anyMatch(to -> to.toString().contains(address));
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }
}
