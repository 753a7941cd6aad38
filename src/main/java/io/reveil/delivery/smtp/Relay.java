package io.reveil.delivery.smtp;

import io.reveil.content.OutgoingMail;
import io.reveil.delivery.reply.SmtpReply;
import io.reveil.delivery.reply.SmtpReply.Stage;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Scrub;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One kept connection to the relay. Belongs to one lane: one thread at a time. */
final class Relay implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
  private static final int CLOSING = 421;

  private final SmtpConfig config;
  private final Session session;
  private @Nullable SMTPTransport connection;

  /** @param utf8 whether to announce SMTPUTF8, for addresses that need it (RFC 6531); others go without */
  Relay(SmtpConfig config, String helo, boolean utf8) {
    this.config = config;
    this.session = Session.getInstance(properties(config, helo, utf8));
  }

  private static Properties properties(SmtpConfig config, String helo, boolean utf8) {
    Properties properties = new Properties();
    properties.put("mail.smtp.socketFactory", new NoDelaySockets());
    properties.put("mail.smtp.socketFactory.fallback", "false");
    properties.put("mail.smtp.localhost", helo);
    properties.put("mail.smtp.connectiontimeout", millis(config.connectTimeout()));
    properties.put("mail.smtp.timeout", millis(config.timeout()));
    properties.put("mail.smtp.writetimeout", millis(config.timeout()));
    properties.put("mail.smtp.auth", String.valueOf(!config.user().isEmpty()));
    properties.put("mail.smtp.starttls.enable", String.valueOf(config.starttls()));
    properties.put("mail.smtp.starttls.required", String.valueOf(config.starttls()));
    properties.put("mail.smtp.quitwait", "false");
    properties.put("mail.mime.allowutf8", String.valueOf(utf8));
    return properties;
  }

  private static String millis(java.time.Duration time) {
    return Long.toString(time.toMillis());
  }

  /** Hands one mail over. A kept connection that the relay has closed meanwhile is opened anew, once. */
  Reply send(OutgoingMail mail) {
    boolean kept = connection != null;
    Reply reply = offer(mail);
    return kept && isClosed(reply) ? offer(mail) : reply;
  }

  private static boolean isClosed(Reply reply) {
    return switch (reply) {
      case Reply.Unreachable() -> true;
      case Reply.Cut(SmtpReply cut) -> cut.basic() == 0;
      case Reply.Accepted _, Reply.Refused _, Reply.InDoubt _ -> false;
    };
  }

  private Reply offer(OutgoingMail mail) {
    Optional<SMTPTransport> open = open();
    if (open.isEmpty()) {
      return new Reply.Unreachable();
    }
    SMTPTransport transport = open.get();
    if (needsUtf8(mail) && !transport.supportsExtension("SMTPUTF8")) {
      return new Reply.Refused(SmtpReply.ours(
          Stage.RCPT, "5.6.7", "the relay does not announce SMTPUTF8, which this address needs"));
    }
    ReadyMail message = new ReadyMail(session, mail.sender().forSending(), mail.bytes());
    try {
      transport.sendMessage(message, new Address[] {recipient(mail.recipient())});
      return new Reply.Accepted(transport.getLastReturnCode());
    } catch (MessagingException e) {
      return answer(e, message.isWritten());
    }
  }

  private static boolean needsUtf8(OutgoingMail mail) {
    return mail.recipient().needsUtf8() || mail.sender().needsUtf8();
  }

  /** Not parsed again: it was when it came in, and Angus would refuse what we know to be right. */
  private static InternetAddress recipient(EmailAddress address) {
    InternetAddress recipient = new InternetAddress();
    recipient.setAddress(address.forSending());
    return recipient;
  }

  /**
   * Angus says of an end of stream that a reply with code -1 came, and of a 421 at RCPT that the address failed. A
   * relay that ends at MAIL, with a 421 or without a word, has not heard of the recipient: an idle connection ends so
   * (RFC 5321 §3.8), and so does a relay that takes no mail now.
   */
  private Reply answer(MessagingException failure, boolean written) {
    Optional<SmtpReply> said = said(failure);
    boolean whole = said.map(reply -> reply.stage() == Stage.BODY).orElse(written);
    if (said.filter(reply -> reply.basic() >= 400 && reply.basic() != CLOSING).isPresent()) {
      return new Reply.Refused(said.get());
    }
    drop();
    if (said.filter(reply -> reply.stage() == Stage.MAIL).isPresent()) {
      return new Reply.Unreachable();
    }
    if (said.filter(reply -> reply.basic() == CLOSING).isPresent()) {
      return new Reply.Cut(said.get());
    }
    return whole
        ? new Reply.InDoubt()
        : new Reply.Cut(SmtpReply.ours(Stage.DATA, "4.4.2", "the relay closed the connection"));
  }

  /** The reply that made it fail, of which Angus' exceptions are a chain. */
  private static Optional<SmtpReply> said(MessagingException failure) {
    for (Exception cause = failure;
        cause instanceof MessagingException messaging;
        cause = messaging.getNextException()) {
      if (cause instanceof SMTPAddressFailedException refused) {
        return Optional.of(
            SmtpReply.read(Stage.RCPT, refused.getReturnCode(), text(refused.getMessage())));
      }
      if (cause instanceof SMTPSendFailedException refused) {
        return Optional.of(SmtpReply.read(
            stage(refused.getCommand()), refused.getReturnCode(), text(refused.getMessage())));
      }
    }
    return Optional.empty();
  }

  private static String text(@Nullable String message) {
    return message == null ? "" : message;
  }

  private static Stage stage(String command) {
    if (command.startsWith("MAIL")) {
      return Stage.MAIL;
    }
    return command.equals(".") ? Stage.BODY : Stage.DATA;
  }

  /** Never asks the relay whether the connection lives: that is one more round trip a mail. */
  private Optional<SMTPTransport> open() {
    if (connection != null) {
      return Optional.of(connection);
    }
    SMTPTransport fresh = new SMTPTransport(session, null);
    try {
      fresh.connect(
          config.host(),
          config.port(),
          config.user().isEmpty() ? null : config.user(),
          config.user().isEmpty() ? null : config.password());
      connection = fresh;
      return Optional.of(fresh);
    } catch (MessagingException e) {
      LOG.warn(
          "no connection to the relay {}:{}: {}",
          config.host(),
          config.port(),
          Scrub.text(String.valueOf(e.getMessage())));
      return Optional.empty();
    }
  }

  private void drop() {
    SMTPTransport open = connection;
    connection = null;
    if (open == null) {
      return;
    }
    try {
      open.close();
    } catch (MessagingException _) {
      LOG.debug("the relay closed first");
    }
  }

  @Override
  public void close() {
    drop();
  }
}
