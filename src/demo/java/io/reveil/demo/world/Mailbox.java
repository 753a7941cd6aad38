package io.reveil.demo.world;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Everybody's mailbox in the story: GreenMail, on loopback. */
public final class Mailbox implements AutoCloseable {
  private static final Pattern LINK =
      Pattern.compile("http://127\\.0\\.0\\.1:\\d+/[csu]/[A-Za-z0-9_.-]+");

  /** In place of a link of its author. */
  private static final Pattern MEASURED =
      Pattern.compile("http://127\\.0\\.0\\.1:\\d+/l/[A-Za-z0-9_.-]+");

  static {
    // Jakarta Mail looks through every jar for this name, for each part of each mail, unless it is
    // told.
    System.setProperty(
        "jakarta.mail.util.StreamProvider", "org.eclipse.angus.mail.util.MailStreamProvider");
  }

  private final GreenMail greenMail = new GreenMail(
          new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP))
      .withConfiguration(GreenMailConfiguration.aConfig().withDisabledAuthentication());

  /** One mail that arrived. Its body is read when somebody opens it: most are never opened. */
  public record Mail(
      int number,
      String messageId,
      String to,
      String subject,
      Instant arrived,
      MimeMessage message) {
    public String html() {
      return part("text/html");
    }

    /** The link of one kind: {@code c} confirm, {@code s} stay, {@code u} unsubscribe. */
    public Optional<URI> link(String kind) {
      return links().stream()
          .filter(link -> link.getPath().startsWith("/" + kind + "/"))
          .findFirst();
    }

    /** By which one confirms, stays or leaves. */
    public List<URI> links() {
      return links(LINK, "text/plain");
    }

    /** To the author's pages, where the reader agreed that they are measured. */
    public List<URI> measured() {
      return links(MEASURED, "text/html");
    }

    private List<URI> links(Pattern pattern, String type) {
      return pattern
          .matcher(part(type))
          .results()
          .map(MatchResult::group)
          .distinct()
          .map(URI::create)
          .toList();
    }

    private String part(String type) {
      try {
        MimeMultipart parts = (MimeMultipart) message.getContent();
        for (int i = 0; i < parts.getCount(); i++) {
          BodyPart part = parts.getBodyPart(i);
          if (part.isMimeType(type)) {
            return (String) part.getContent();
          }
        }
        return "";
      } catch (MessagingException | IOException e) {
        throw new IllegalStateException("a mail cannot be read", e);
      }
    }
  }

  private final List<Mail> mails = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();

  public Mailbox() {
    greenMail.start();
  }

  /** A server whose plug is pulled leaves GreenMail's threads with half a mail, and they would print it. */
  public static void hushCutOffs() {
    Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
      if (!thread.getName().startsWith("smtp:")) {
        failure.printStackTrace();
      }
    });
  }

  public int port() {
    return greenMail.getSmtp().getPort();
  }

  /** How many mails arrived, whether read or not, each delivery counted. */
  public int arrivals() {
    return greenMail.getManagers().getImapHostManager().getAllMessages().size();
  }

  /** All mails so far, in the order in which they were first seen here. */
  public synchronized List<Mail> mails() {
    for (MimeMessage message : greenMail.getReceivedMessages()) {
      read(message);
    }
    return List.copyOf(mails);
  }

  public synchronized Optional<Mail> mail(int number) {
    return number >= 0 && number < mails.size() ? Optional.of(mails.get(number)) : Optional.empty();
  }

  /** The latest mail to this address whose links are of this kind. */
  public Optional<Mail> latest(String to, String linkKind) {
    return mails().reversed().stream()
        .filter(mail -> mail.to().equals(to.toLowerCase(Locale.ROOT)))
        .filter(mail -> mail.link(linkKind).isPresent())
        .findFirst();
  }

  /** Message-IDs as they arrived, one entry a delivery: a mail sent twice stands here twice. */
  public List<String> messageIds() {
    List<String> ids = new ArrayList<>();
    for (MimeMessage message : greenMail.getReceivedMessages()) {
      ids.add(id(message));
    }
    return ids;
  }

  private void read(MimeMessage message) {
    String id = id(message);
    if (!seen.add(id)) {
      return;
    }
    try {
      String to = message.getAllRecipients()[0].toString().toLowerCase(Locale.ROOT);
      mails.add(new Mail(
          mails.size(), id, to, message.getSubject(), message.getSentDate().toInstant(), message));
    } catch (MessagingException e) {
      throw new IllegalStateException("a mail cannot be read", e);
    }
  }

  private static String id(MimeMessage message) {
    try {
      return message.getMessageID().replaceAll("[<>]", "");
    } catch (MessagingException e) {
      throw new IllegalStateException("a mail has no Message-ID", e);
    }
  }

  @Override
  public void close() {
    greenMail.stop();
  }
}
