package io.reveil.bench.outage;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A way to a server that can be cut: all that is under way breaks, and nobody gets through until it is mended. */
final class Cable implements AutoCloseable {
  private final String host;
  private final int port;
  private final ServerSocket door;
  private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
  private volatile boolean cut;

  private Cable(String host, int port, ServerSocket door) {
    this.host = host;
    this.port = port;
    this.door = door;
  }

  static Cable to(String host, int port) throws IOException {
    Cable cable = new Cable(host, port, new ServerSocket(0, 0, InetAddress.getLoopbackAddress()));
    Thread.ofVirtual().start(cable::accept);
    return cable;
  }

  /** Where its near end is. */
  int port() {
    return door.getLocalPort();
  }

  void cut() {
    cut = true;
    ends.forEach(Cable::end);
  }

  void mend() {
    cut = false;
  }

  private void accept() {
    try {
      while (true) {
        Socket near = door.accept();
        Thread.ofVirtual().start(() -> join(near));
      }
    } catch (IOException _) {
      // It is closed.
    }
  }

  private void join(Socket near) {
    try (near;
        Socket far = new Socket(host, port)) {
      near.setTcpNoDelay(true);
      far.setTcpNoDelay(true);
      ends.add(near);
      ends.add(far);
      // Those that come while it is being cut see it here: they are not among the ends that are
      // cut.
      if (!cut) {
        Thread back = Thread.ofVirtual().start(() -> carry(far, near));
        carry(near, far);
        back.join();
      }
      ends.remove(near);
      ends.remove(far);
    } catch (IOException _) {
      // The far end is away.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void carry(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException _) {
      // It was cut, or one end hung up.
    } finally {
      end(from);
      end(to);
    }
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // It is ended.
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    cut();
  }
}
