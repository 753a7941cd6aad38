package io.reveil.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveil.demo.world.Base;
import io.reveil.demo.world.ChildServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What hinders a demo is said in a sentence, and harms no other demo. */
class DemoTest {
  @TempDir
  private Path parent;

  @Test
  void aSecondDemoLeavesTheFolderOfTheFirstAlone() throws IOException {
    try (DemoHome first = DemoHome.take(parent)) {
      Path written = Files.writeString(first.folder().resolve("admin.key"), "of the first");

      assertThatThrownBy(() -> DemoHome.take(parent))
          .hasMessageStartingWith("Another demo is running on " + first.folder());
      assertThat(written).hasContent("of the first");
    }
    try (DemoHome next = DemoHome.take(parent)) {
      assertThat(next.folder()).isEmptyDirectory();
    }
  }

  @Test
  void aPortThatIsTakenIsSaidBeforeAnythingIsStarted() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = other.getLocalPort();

      assertThatThrownBy(() -> Stage.at(port))
          .hasMessage(
              "The page cannot have port " + port
                  + " (Address already in use): end what holds it, perhaps another demo, or try --port 0.");
    }
  }

  @Test
  void aServerThatDoesNotComeUpIsSaidWithItsLog() {
    assertThatThrownBy(() -> ChildServer.start(parent, 1, "target/no-such-classes", Base.START))
        .hasMessage(
            "The server did not come up; its log says why: " + parent.resolve("server.log"));
  }
}
