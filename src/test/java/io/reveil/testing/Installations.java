package io.reveil.testing;

import io.reveil.kernel.Installation;
import java.net.URI;
import java.nio.file.Path;
import java.time.ZoneOffset;

/** Installations for what needs no server. */
public final class Installations {
  private Installations() {}

  /** On this machine, with this home. */
  public static Installation at(Path home) {
    return at(home, "http://127.0.0.1");
  }

  public static Installation at(Path home, String baseUrl) {
    return at(home, baseUrl, "");
  }

  /** @param clock when business time starts; empty: now */
  public static Installation at(Path home, String baseUrl, String clock) {
    return new Installation(
        home, Path.of("."), "127.0.0.1", 8080, URI.create(baseUrl), ZoneOffset.UTC, clock);
  }
}
