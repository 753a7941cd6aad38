package io.reveil.bounce.imap;

import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.search.AndTerm;
import jakarta.mail.search.ComparisonTerm;
import jakarta.mail.search.FlagTerm;
import jakarta.mail.search.ReceivedDateTerm;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.jspecify.annotations.Nullable;

/**
 * A folder of a mailbox, open. Reading leaves no mark on a mail. Angus remembers each mail it was asked for as long as a
 * folder is open, so it is opened for a bounded number of mails.
 */
final class ImapFolder implements AutoCloseable {
  private static final int LONGEST_MAIL = 1 << 20;
  private static final int FETCHED_AT_ONCE = 1 << 17;
  private static final int WIDEST = 1 << 16;
  private static final String PATIENCE_MILLIS = "60000";
  /** What a mail is marked with that is moved: nothing else is ever deleted. A server without such marks keeps none. */
  private static final Flags OURS = new Flags("$Reveil");

  private final IMAPStore store;
  private final IMAPFolder folder;

  private ImapFolder(IMAPStore store, IMAPFolder folder) {
    this.store = store;
    this.folder = folder;
  }

  static ImapFolder open(ImapConfig config, String name) throws MessagingException {
    IMAPStore store =
        (IMAPStore) Session.getInstance(properties(config)).getStore(protocol(config));
    try {
      store.connect(config.host(), config.port(), config.user(), config.secret());
      IMAPFolder folder = (IMAPFolder) store.getFolder(name);
      folder.open(Folder.READ_WRITE);
      return new ImapFolder(store, folder);
    } catch (MessagingException | RuntimeException e) {
      store.close();
      throw e;
    }
  }

  private static String protocol(ImapConfig config) {
    return config.encryption().equals(ImapConfig.TLS) ? "imaps" : "imap";
  }

  private static Properties properties(ImapConfig config) {
    String prefix = "mail." + protocol(config) + ".";
    boolean starttls = config.encryption().equals(ImapConfig.STARTTLS);
    Properties properties = new Properties();
    properties.put(prefix + "connectiontimeout", PATIENCE_MILLIS);
    properties.put(prefix + "timeout", PATIENCE_MILLIS);
    properties.put(prefix + "writetimeout", PATIENCE_MILLIS);
    properties.put(prefix + "ssl.checkserveridentity", "true");
    properties.put(prefix + "starttls.enable", String.valueOf(starttls));
    properties.put(prefix + "starttls.required", String.valueOf(starttls));
    properties.put(prefix + "peek", "true");
    properties.put(prefix + "partialfetch", "true");
    properties.put(prefix + "fetchsize", String.valueOf(FETCHED_AT_ONCE));
    return properties;
  }

  long validity() throws MessagingException {
    return folder.getUIDValidity();
  }

  int size() throws MessagingException {
    return folder.getMessageCount();
  }

  /** The UIDs of the first mails beyond this one. Asked for range by range: a folder may hold any number. */
  List<Long> after(long uid, int most) throws MessagingException {
    long end = folder.getUIDNext();
    List<Long> uids = new ArrayList<>();
    long width = most;
    long from = uid + 1;
    while (from < end && uids.size() < most) {
      long to = Math.min(from + width, end) - 1;
      Message[] found = folder.getMessagesByUID(from, to);
      for (int i = 0; i < found.length && uids.size() < most; i++) {
        uids.add(folder.getUID(found[i]));
      }
      width = found.length == 0 ? Math.min(2 * width, WIDEST) : width;
      from = to + 1;
    }
    return uids;
  }

  /** The UIDs between two, the latter included. */
  List<Long> between(long after, long to) throws MessagingException {
    List<Long> uids = new ArrayList<>();
    for (Message message : folder.getMessagesByUID(after + 1, to)) {
      uids.add(folder.getUID(message));
    }
    return uids;
  }

  /** The UIDs of the last mails, latest first. */
  List<Long> latest(int most) throws MessagingException {
    int size = folder.getMessageCount();
    List<Long> uids = new ArrayList<>();
    for (int number = size; number > 0 && number > size - most; number--) {
      uids.add(folder.getUID(folder.getMessage(number)));
    }
    return uids;
  }

  /** A mail, its first megabyte at most. */
  record Mail(byte[] raw, Instant receivedAt) {}

  /** A mail that the server has and cannot give, twice, on a connection that works: Exchange does so with some. */
  static final class Unreadable extends MessagingException {
    private static final long serialVersionUID = 1L;

    private Unreadable(MessagingException because) {
      super(because.getMessage(), because);
    }
  }

  /** Empty if somebody has taken it away meanwhile. */
  Optional<Mail> read(long uid) throws MessagingException {
    try {
      return readOnce(uid);
    } catch (MessagingException _) {
      return readAgain(uid);
    }
  }

  private Optional<Mail> readAgain(long uid) throws MessagingException {
    try {
      return readOnce(uid);
    } catch (MessagingException e) {
      throw folder.isOpen() ? new Unreadable(e) : e;
    }
  }

  private Optional<Mail> readOnce(long uid) throws MessagingException {
    @Nullable Message found = folder.getMessageByUID(uid);
    if (!(found instanceof IMAPMessage mail)) {
      return Optional.empty();
    }
    FetchProfile when = new FetchProfile();
    when.add(IMAPFolder.FetchProfileItem.INTERNALDATE);
    folder.fetch(new Message[] {mail}, when);
    Instant received =
        Optional.ofNullable(mail.getReceivedDate()).map(Date::toInstant).orElse(Instant.EPOCH);
    try (InputStream bytes = mail.getMimeStream()) {
      byte[] raw = bytes.readNBytes(LONGEST_MAIL);
      if (raw.length == 0) {
        throw new MessagingException("the server gives nothing of it");
      }
      return Optional.of(new Mail(raw, received));
    } catch (IOException e) {
      throw new MessagingException("a mail broke off while it was read", e);
    }
  }

  /**
   * Moves mails, in one act where the server can (RFC 6851). Where it cannot they are copied, then marked as deleted, and
   * only they are taken out: other people's deleted mails stay.
   */
  void move(Collection<Long> uids, String target) throws MessagingException {
    List<Message> found = new ArrayList<>();
    for (long uid : uids) {
      Optional.ofNullable(folder.getMessageByUID(uid)).ifPresent(found::add);
    }
    if (found.isEmpty()) {
      return;
    }
    Message[] mails = found.toArray(Message[]::new);
    Folder to = made(target);
    folder.setFlags(mails, OURS, true);
    if (store.hasCapability("MOVE")) {
      folder.moveMessages(mails, to);
      return;
    }
    folder.copyMessages(mails, to);
    folder.setFlags(mails, new Flags(Flags.Flag.DELETED), true);
    if (store.hasCapability("UIDPLUS")) {
      folder.expunge(mails);
    }
  }

  /** False: the server does not want to; a connection that is gone is no answer. */
  boolean couldMove(long uid, String target) throws MessagingException {
    try {
      move(List.of(uid), target);
      return true;
    } catch (MessagingException e) {
      if (!folder.isOpen()) {
        throw e;
      }
      return false;
    }
  }

  /**
   * Deletes some of the mails that this program moved here and that came before the day of a moment; true if there may be
   * more of them.
   */
  boolean dropBefore(Instant moment, int most) throws MessagingException {
    if (!store.hasCapability("UIDPLUS")) {
      throw new MessagingException(
          "its server takes out no single mail (UIDPLUS): what is old in it is for a person to delete");
    }
    Message[] old = folder.search(new AndTerm(
        new FlagTerm(OURS, true), new ReceivedDateTerm(ComparisonTerm.LT, Date.from(moment))));
    Message[] some = Arrays.copyOf(old, Math.min(old.length, most));
    if (some.length > 0) {
      folder.setFlags(some, new Flags(Flags.Flag.DELETED), true);
      folder.expunge(some);
    }
    return old.length > most;
  }

  private Folder made(String name) throws MessagingException {
    Folder target = store.getFolder(name);
    if (!target.exists()) {
      target.create(Folder.HOLDS_MESSAGES);
    }
    return target;
  }

  /** Expunges nothing. A connection that is gone needs no closing. */
  @Override
  public void close() {
    try {
      if (folder.isOpen()) {
        folder.close(false);
      }
      store.close();
    } catch (MessagingException | IllegalStateException _) {
      // It is closed.
    }
  }
}
