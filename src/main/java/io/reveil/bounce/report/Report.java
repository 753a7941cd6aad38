package io.reveil.bounce.report;

import io.reveil.kernel.Sha256;
import io.reveil.link.SentMail;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What somebody says of one of our mails.
 *
 * @param key names the report itself: the same report again has the same
 * @param about the mail, if an authentic trace of it was found (B22)
 * @param at when it reached its source
 */
public record Report(Source source, byte[] key, Optional<SentMail> about, Said said, Instant at) {
  public Report {
    key = key.clone();
  }

  /** @param identity its bytes, or the id that its sender gave it */
  public static byte[] key(Source source, byte[] identity) {
    byte[] name = source.name().getBytes(StandardCharsets.US_ASCII);
    return Sha256.of(new byte[] {(byte) name.length}, name, identity);
  }

  @Override
  public byte[] key() {
    return key.clone();
  }

  /** Whether a person should read it: what names no mail of ours, and what people wrote themselves. */
  public boolean isForPeople() {
    return about.isEmpty() || said instanceof Said.Replied || said instanceof Said.Unclear;
  }

  String name() {
    return HexFormat.of().formatHex(key);
  }
}
