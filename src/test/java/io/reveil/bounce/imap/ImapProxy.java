package io.reveil.bounce.imap;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands before an IMAP server and makes it worse: breaks the connection off once so many bytes have come from it, or
 * answers NO to some commands, as a server does that has a mail and cannot give it.
 */
final class ImapProxy {
  private static final int BUFFER = 512;
  private static final Pattern NONE = Pattern.compile("(?!)");

  private final ServerSocket entry;
  private final int target;
  private final AtomicLong left = new AtomicLong(Long.MAX_VALUE);
  private volatile Pattern refused = NONE;

  private ImapProxy(ServerSocket entry, int target) {
    this.entry = entry;
    this.target = target;
  }

  static ImapProxy before(int target) {
    try {
      ImapProxy proxy =
          new ImapProxy(new ServerSocket(0, 10, InetAddress.getLoopbackAddress()), target);
      Thread.ofVirtual().start(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return entry.getLocalPort();
  }

  void cutAfter(long bytes) {
    left.set(bytes);
  }

  /** @param commands those that begin so, behind their tag */
  void refuse(String commands) {
    refused = Pattern.compile("(?s)(\\w+) " + commands + ".*");
  }

  void leaveAlone() {
    left.set(Long.MAX_VALUE);
    refused = NONE;
  }

  private void accept() {
    try {
      while (true) {
        Socket client = entry.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        Thread.ofVirtual().start(() -> pumpCommands(client, server));
        Thread.ofVirtual().start(() -> pumpAnswers(server, client));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void pumpAnswers(Socket from, Socket to) {
    pump(from, to, answer -> {
      if (left.addAndGet(-answer.length) < 0) {
        return false;
      }
      to.getOutputStream().write(answer);
      return true;
    });
  }

  /** Angus waits for the answer before it sends the next, so that each comes alone. */
  private void pumpCommands(Socket from, Socket to) {
    pump(from, to, command -> {
      Matcher refusal = refused.matcher(new String(command, US_ASCII));
      if (refusal.matches()) {
        String answer = refusal.group(1) + " NO The content conversion failed.\r\n";
        from.getOutputStream().write(answer.getBytes(US_ASCII));
      } else {
        to.getOutputStream().write(command);
      }
      return true;
    });
  }

  /** What becomes of what one side sent. */
  private interface Passing {
    /** False: here it breaks off. */
    boolean pass(byte[] sent) throws IOException;
  }

  private static void pump(Socket from, Socket to, Passing passing) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      byte[] buffer = new byte[BUFFER];
      int count = in.read(buffer);
      while (count > 0 && passing.pass(Arrays.copyOf(buffer, count))) {
        count = in.read(buffer);
      }
    } catch (IOException _) {
      // One side is gone; the other follows.
    }
  }
}
