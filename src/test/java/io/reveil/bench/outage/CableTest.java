package io.reveil.bench.outage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

/** What the outage is made with does what it is told. */
class CableTest {
  /** Also what a stream says at its end. */
  private static final int BROKEN = -1;

  @Test
  void aCableCarriesBreaksAndCarriesAgain() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        Cable cable = Cable.to("127.0.0.1", server.getLocalPort())) {
      Thread.ofVirtual().start(() -> echo(server));
      Socket before = new Socket(InetAddress.getLoopbackAddress(), cable.port());
      assertThat(answer(before)).isEqualTo(7);

      cable.cut();
      assertThat(answer(before)).isEqualTo(BROKEN);
      assertThat(answer(new Socket(InetAddress.getLoopbackAddress(), cable.port())))
          .isEqualTo(BROKEN);

      cable.mend();
      assertThat(answer(new Socket(InetAddress.getLoopbackAddress(), cable.port())))
          .isEqualTo(7);
    }
  }

  private static void echo(ServerSocket server) {
    try {
      while (true) {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> {
          try (client) {
            client.getInputStream().transferTo(client.getOutputStream());
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
      }
    } catch (IOException _) {
      // The test is over.
    }
  }

  /** What comes back of a 7. */
  private static int answer(Socket socket) {
    try {
      socket.getOutputStream().write(7);
      return socket.getInputStream().read();
    } catch (IOException _) {
      return BROKEN;
    }
  }
}
