package io.reveil.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** An SMTP server that answers as it is told, recipient by recipient, for what no well-behaved server will do. */
public final class ScriptedSmtp implements AutoCloseable {
  private static final String HANG_UP = "";

  private final ServerSocket listener;
  private final Map<String, String> atRcpt = new ConcurrentHashMap<>();
  private final Map<String, String> afterDot = new ConcurrentHashMap<>();
  private final List<Mail> mails = new CopyOnWriteArrayList<>();
  private final List<String> senders = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private volatile String atMail = "250 ok";
  private volatile String credentials = "";
  private volatile boolean utf8;
  private volatile Runnable beforeReply = () -> {};
  private volatile boolean hangUpAfterEach;
  private volatile String goodbye = "";

  private ScriptedSmtp(ServerSocket listener) {
    this.listener = listener;
  }

  /** A mail that arrived whole and that nobody was told had been refused. */
  public record Mail(String recipient, String text) {}

  public static ScriptedSmtp start() {
    try {
      ScriptedSmtp server =
          new ScriptedSmtp(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
      Thread.ofVirtual().start(server::accept);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** Answers MAIL so; after a 421 it hangs up. */
  public void refuseSender(String reply) {
    atMail = reply;
  }

  /** Answers RCPT for this recipient so; after a 421 it hangs up. */
  public void refuse(String recipient, String reply) {
    atRcpt.put(recipient, reply);
  }

  /** Answers the final dot of a mail to this recipient so. */
  public void refuseBody(String recipient, String reply) {
    afterDot.put(recipient, reply);
  }

  /** Takes the mail to this recipient whole and hangs up without a word. */
  public void cutAfterDot(String recipient) {
    afterDot.put(recipient, HANG_UP);
  }

  /** Hangs up after each mail it has accepted, as a relay does with a connection that idles. */
  public void hangUpAfterEach() {
    hangUpAfterEach = true;
  }

  /** Hangs up after each mail it has accepted, and says so first, as Postfix does when its timeout is over. */
  public void hangUpAfterEach(String goodbye) {
    hangUpAfterEach = true;
    this.goodbye = goodbye;
  }

  /** Takes mail from this user only. */
  public void demand(String user, String password) {
    credentials = "\0" + user + "\0" + password;
  }

  public void announceUtf8() {
    utf8 = true;
  }

  /** Runs while a mail is whole and its reply is awaited. */
  public void beforeReply(Runnable meanwhile) {
    beforeReply = meanwhile;
  }

  /** Forgets script and mails. */
  public void reset() {
    atRcpt.clear();
    afterDot.clear();
    senders.clear();
    mails.clear();
    atMail = "250 ok";
    credentials = "";
    connections.set(0);
    utf8 = false;
    hangUpAfterEach = false;
    goodbye = "";
    beforeReply = () -> {};
  }

  public List<Mail> mails() {
    return List.copyOf(mails);
  }

  /** The envelope senders that were offered. */
  public List<String> senders() {
    return List.copyOf(senders);
  }

  public List<String> recipients() {
    return mails.stream().map(Mail::recipient).toList();
  }

  public int connections() {
    return connections.get();
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> converse(socket));
      }
    } catch (IOException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void converse(Socket socket) {
    try (socket) {
      new Conversation(socket).run();
    } catch (IOException _) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Conversation {
    private final Socket socket;
    private final BufferedReader in;
    private final OutputStream out;
    private String recipient = "";

    Conversation(Socket socket) throws IOException {
      this.socket = socket;
      in = new BufferedReader(
          new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      out = socket.getOutputStream();
    }

    void run() throws IOException {
      say("220 scripted");
      String line = in.readLine();
      while (line != null && answer(line)) {
        line = in.readLine();
      }
    }

    /** False: the conversation is over. */
    private boolean answer(String line) throws IOException {
      String command = line.substring(0, Math.min(4, line.length())).toUpperCase(Locale.ROOT);
      return switch (command) {
        case "EHLO" -> say(greeting());
        case "AUTH" -> say(isKnown(line) ? "235 ok" : "535 5.7.8 no");
        case "MAIL" -> {
          senders.add(line.substring(line.indexOf('<') + 1, line.indexOf('>')));
          yield say(atMail) && !atMail.startsWith("421");
        }
        case "RCPT" -> rcpt(line.substring(line.indexOf('<') + 1, line.indexOf('>')));
        case "DATA" -> say("354 go on") && body();
        case "QUIT" -> false;
        default -> say("250 ok");
      };
    }

    /** Whatever identity it wants to act for (RFC 4616). */
    private boolean isKnown(String line) {
      byte[] response = Base64.getDecoder().decode(line.substring("AUTH PLAIN ".length()));
      return new String(response, StandardCharsets.UTF_8).endsWith(credentials);
    }

    private String greeting() {
      return "250-scripted\r\n"
          + (credentials.isEmpty() ? "" : "250-AUTH PLAIN\r\n")
          + (utf8 ? "250 SMTPUTF8" : "250 8BITMIME");
    }

    private boolean rcpt(String to) throws IOException {
      recipient = to;
      String reply = atRcpt.getOrDefault(to, "250 ok");
      return say(reply) && !reply.startsWith("421");
    }

    private boolean body() throws IOException {
      StringBuilder text = new StringBuilder();
      String line = in.readLine();
      while (line != null && !line.equals(".")) {
        text.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
        line = in.readLine();
      }
      if (line == null) {
        return false;
      }
      beforeReply.run();
      String reply = afterDot.getOrDefault(recipient, "250 2.0.0 taken");
      if (reply.startsWith("2") || reply.equals(HANG_UP)) {
        mails.add(new Mail(recipient, text.toString()));
      }
      return !reply.equals(HANG_UP) && say(reply) && goOn();
    }

    /** After a goodbye it hears no more: were it to close at once, the reset could overtake the goodbye. */
    private boolean goOn() throws IOException {
      if (hangUpAfterEach && !goodbye.isEmpty()) {
        say(goodbye);
        socket.shutdownOutput();
        in.transferTo(Writer.nullWriter());
      }
      return !hangUpAfterEach;
    }

    private boolean say(String reply) throws IOException {
      out.write((reply + "\r\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
      return true;
    }
  }
}
