package io.reveil.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.testing.Together;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** HMAC-SHA-256 (RFC 2104), cut to half. */
class TagKeyTest {
  private static final byte[] WHAT = bytes("what do ya want ");
  private static final byte[] FOR = bytes("for nothing?");
  private static final String TAG = "5bdcc146bf60754e6a042426089575c7";

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** The second case of RFC 4231; the second time as the first. */
  @Test
  void tagsAsTheStandardDoes() {
    TagKey key = new TagKey(bytes("Jefe"));

    assertThat(key.tag(WHAT, FOR)).isEqualTo(HexFormat.of().parseHex(TAG));
    assertThat(key.tag(WHAT, FOR)).isEqualTo(HexFormat.of().parseHex(TAG));
  }

  @Test
  void manyThreadsTagWithOneKey() throws Exception {
    TagKey key = new TagKey(bytes("Jefe"));

    Together.run(IntStream.range(0, 8)
        .mapToObj(_ -> (Callable<Boolean>) () -> {
          for (int i = 0; i < 20_000; i++) {
            assertThat(HexFormat.of().formatHex(key.tag(WHAT, FOR))).isEqualTo(TAG);
          }
          return true;
        })
        .toArray(Callable[]::new));
  }
}
