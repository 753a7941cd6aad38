package io.reveil.bounce.imap;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.reveil.delivery.WayIn;
import io.reveil.kernel.Demands;
import io.reveil.kernel.Installation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * The mailbox to which mail returns.
 *
 * @param host empty: no mailbox is read
 * @param encryption tls from the first byte, starttls, or none
 * @param passwordFile a file that holds the password, in place of it
 * @param folder what is read
 * @param done where what was acted upon is moved to
 * @param review where what a person should read is moved to
 * @param poll the pause between two looks
 * @param kept how long a mail that was acted upon stays in done, since it arrived
 */
@ConfigurationProperties("reveil.inbound.imap")
record ImapConfig(
    String host,
    int port,
    String encryption,
    String user,
    String password,
    String passwordFile,
    String folder,
    String done,
    String review,
    Duration poll,
    Duration kept)
    implements WayIn {
  static final String TLS = "tls";
  static final String STARTTLS = "starttls";
  static final String NONE = "none";

  private static final int LAST_PORT = 65_535;
  private static final int LONGEST_NAME = 200;
  private static final Duration LONGEST_KEPT = Duration.ofDays(90);

  ImapConfig {
    Demands.of("reveil.inbound.imap")
        .that(
            host.isEmpty() || host.matches("[\\p{Alnum}._:-]+"),
            "host",
            "give the server's name or IP address alone, as in imap.example.org; the port is"
                + " reveil.inbound.imap.port.")
        .between("port", port, 1, LAST_PORT)
        .that(
            Set.of(TLS, STARTTLS, NONE).contains(encryption),
            "encryption",
            "write tls, starttls or none.")
        .that(
            host.isEmpty() || !encryption.equals(NONE) || Installation.isLoopback(host),
            "encryption",
            "password and mails would go to " + host + " in clear: write tls or starttls (A55).")
        .that(
            host.isEmpty() || !user.isEmpty(),
            "user",
            "give the name to log in to the mailbox with.")
        .that(
            host.isEmpty() || password.isEmpty() != passwordFile.isEmpty(),
            "password",
            "give the password (REVEIL_INBOUND_IMAP_PASSWORD), or the name of a file that holds it as"
                + " reveil.inbound.imap.password-file.")
        .that(
            passwordFile.isEmpty() || Files.isReadable(Path.of(passwordFile)),
            "password-file",
            passwordFile + " cannot be read by this user.")
        .that(isName(folder), "folder", "name a folder, as in INBOX.")
        .that(
            isName(done) && !done.equalsIgnoreCase(folder),
            "done",
            "name another folder than the one that is read.")
        .that(
            isName(review) && !review.equalsIgnoreCase(folder) && !review.equalsIgnoreCase(done),
            "review",
            "name another folder than the one that is read, and than reveil.inbound.imap.done.")
        .between("poll", poll, Duration.ofSeconds(1), Duration.ofDays(1))
        .between("kept", kept, Duration.ofDays(1), LONGEST_KEPT)
        .orRefuse();
  }

  private static boolean isName(String folder) {
    return !folder.isBlank() && folder.length() <= LONGEST_NAME;
  }

  boolean isRead() {
    return !host.isEmpty();
  }

  @Override
  public Set<Answer> heard() {
    return isRead() ? Set.of(Answer.REPLY) : Set.of();
  }

  /** Read each time, so that a new one needs no restart. */
  String secret() {
    try {
      return passwordFile.isEmpty()
          ? password
          : Files.readString(Path.of(passwordFile)).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return "ImapConfig[" + host + ":" + port + "]";
  }
}
