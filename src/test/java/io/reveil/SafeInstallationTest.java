package io.reveil;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveil.kernel.Fault;
import io.reveil.kernel.Installation;
import java.net.URI;
import java.nio.file.Path;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeInstallationTest {
  private static final String CLOCK = "2026-11-21T12:00:00Z";

  private static void check(String baseUrl, String smtpHost, String clock) {
    new SafeInstallation(smtpHost, clock)
        .check(new Installation(Path.of("."), URI.create(baseUrl), ZoneOffset.UTC));
  }

  /** (A55) */
  @ParameterizedTest
  @ValueSource(strings = {"http://lettre.example.org", "ftp://127.0.0.1", "lettre.example.org"})
  void linksWithoutTlsAreRefused(String baseUrl) {
    assertThatThrownBy(() -> check(baseUrl, "127.0.0.1", ""))
        .isInstanceOf(Fault.class)
        .hasMessageStartingWith("REVEIL_BASE_URL must be an https:// address");
  }

  /** A path is put behind it, which a query or a fragment would swallow. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://x.example/path?q=1",
        "https://x.example/?",
        "https://x.example#a",
        "https://user@x.example",
        "https:///path"
      })
  void linksThatCannotBeginWithItAreRefused(String baseUrl) {
    assertThatThrownBy(() -> check(baseUrl, "127.0.0.1", ""))
        .hasMessageStartingWith("REVEIL_BASE_URL must be a plain address");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://lettre.example.org",
        "http://127.0.0.1:8080",
        "http://localhost",
        "http://[::1]:9"
      })
  void tlsOrThisMachineIsFine(String baseUrl) {
    assertThatCode(() -> check(baseUrl, "relay.example.org", "")).doesNotThrowAnyException();
  }

  @Test
  void aMovedClockIsForTrialsOnly() {
    assertThatCode(() -> check("http://127.0.0.1", "localhost", CLOCK)).doesNotThrowAnyException();
    assertThatThrownBy(() -> check("https://lettre.example.org", "127.0.0.1", CLOCK))
        .hasMessageStartingWith("REVEIL_CLOCK is for trials");
    assertThatThrownBy(() -> check("http://127.0.0.1", "relay.example.org", CLOCK))
        .hasMessageStartingWith("REVEIL_CLOCK is for trials");
  }
}
