package io.reveil.bounce.imap;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/** Stands before a server and breaks the connection off once so many bytes have come from it. */
final class CuttingProxy {
  private static final int BUFFER = 512;

  private final ServerSocket entry;
  private final int target;
  private final AtomicLong left = new AtomicLong(Long.MAX_VALUE);

  private CuttingProxy(ServerSocket entry, int target) {
    this.entry = entry;
    this.target = target;
  }

  static CuttingProxy before(int target) {
    try {
      CuttingProxy proxy =
          new CuttingProxy(new ServerSocket(0, 10, InetAddress.getLoopbackAddress()), target);
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

  void cutNoMore() {
    left.set(Long.MAX_VALUE);
  }

  private void accept() {
    try {
      while (true) {
        Socket client = entry.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        Thread.ofVirtual().start(() -> pump(client, server, false));
        Thread.ofVirtual().start(() -> pump(server, client, true));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void pump(Socket from, Socket to, boolean counted) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[BUFFER];
      for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
        if (counted && left.addAndGet(-count) < 0) {
          return;
        }
        out.write(buffer, 0, count);
        out.flush();
      }
    } catch (IOException _) {
      // One side is gone; the other follows.
    }
  }
}
