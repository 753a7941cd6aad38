package io.reveil.web.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long a command waits for the server. */
class ApiClientTest {
  @TempDir
  Path folder;

  /** The system takes the connection and what is sent; nobody ever reads it. */
  @Test
  void aServerThatHasAllAndSaysNothingIsLateAndNotAway() throws IOException {
    Path file = Files.writeString(folder.resolve("small.csv"), "email");
    try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ApiClient client = new ApiClient(
          URI.create("http://127.0.0.1:" + mute.getLocalPort() + "/"), "", Duration.ofSeconds(2));

      assertThatExceptionOfType(ApiClient.Lost.class)
          .isThrownBy(() -> client.get("/health"))
          .withMessageContaining("has not answered within 2 s; it may still be at work");
      assertThatExceptionOfType(ApiClient.Lost.class)
          .isThrownBy(() -> client.post("/api/imports/contacts", "text/csv", file))
          .withMessageContaining("has not answered within 2 s; it may still be at work");
    }
  }

  @Test
  void theTimeToAnswerBeginsWhenTheLastByteHasLeft() {
    Upload upload = new Upload(
        BodyPublishers.ofByteArrays(List.of(new byte[] {1}, new byte[] {2}, new byte[] {3})));
    SlowLine line = new SlowLine();
    upload.subscribe(line);

    line.ask(2);
    assertThat(line.received).isEqualTo(2);
    assertThat(upload.gone()).isNotDone();

    line.ask(2);
    assertThat(line.received).isEqualTo(3);
    assertThat(upload.gone()).isCompleted();
  }

  /** Takes bytes when it is told to. */
  private static final class SlowLine implements Flow.Subscriber<ByteBuffer> {
    private Optional<Flow.Subscription> subscription = Optional.empty();
    private int received;

    void ask(int pieces) {
      subscription.orElseThrow().request(pieces);
    }

    @Override
    public void onSubscribe(Flow.Subscription granted) {
      subscription = Optional.of(granted);
    }

    @Override
    public void onNext(ByteBuffer bytes) {
      received += bytes.remaining();
    }

    @Override
    public void onError(Throwable failure) {
      throw new AssertionError(failure);
    }

    @Override
    public void onComplete() {}
  }
}
