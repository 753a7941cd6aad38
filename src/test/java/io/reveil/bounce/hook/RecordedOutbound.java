package io.reveil.bounce.hook;

import io.micronaut.context.annotation.Primary;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An outside world that answers what a test says, and remembers what it was asked. */
@Singleton
@Primary
final class RecordedOutbound implements Outbound {
  final Map<URI, byte[]> answers = new HashMap<>();
  final List<URI> asked = new ArrayList<>();

  @Override
  public byte[] get(URI address) throws IOException {
    asked.add(address);
    byte[] answer = answers.get(address);
    if (answer == null) {
      throw new IOException("the answer was 404");
    }
    return answer;
  }
}
