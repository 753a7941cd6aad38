package io.reveil.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveil.testing.Installations;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstallationTest {
  @TempDir
  Path folder;

  private Installation installation(String baseUrl) {
    return Installations.at(folder, baseUrl);
  }

  /** (A55) */
  @ParameterizedTest
  @ValueSource(strings = {"http://lettre.example.org", "ftp://127.0.0.1", "lettre.example.org"})
  void linksWithoutTlsAreRefused(String baseUrl) {
    assertThatThrownBy(() -> installation(baseUrl))
        .isInstanceOf(Fault.class)
        .hasMessageStartingWith(
            "reveil.base-url (REVEIL_BASE_URL): it must be an https:// address");
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
    assertThatThrownBy(() -> installation(baseUrl))
        .hasMessageStartingWith("reveil.base-url (REVEIL_BASE_URL): it must be a plain address");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:8080", "http://localhost", "http://[::1]:9"})
  void thisMachineNeedsNoTls(String baseUrl) {
    assertThat(installation(baseUrl).isHere()).isTrue();
  }

  @Test
  void theWorldIsReachedByTls() {
    assertThat(installation("https://lettre.example.org").isHere()).isFalse();
  }

  @Test
  void allThatIsWrongIsSaidByItsName() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    Path nothing = folder.resolve("nothing");
    URI here = URI.create("http://127.0.0.1");

    assertThatThrownBy(() -> new Installation(file, nothing, " ", 0, here, ZoneOffset.UTC, "noon"))
        .hasMessageContainingAll(
            "reveil.home (REVEIL_HOME): " + file + " is a file; name a folder.",
            "reveil.files (REVEIL_FILES): " + nothing + " is not a folder",
            "reveil.host (REVEIL_HOST): name an address of this machine",
            "reveil.port (REVEIL_PORT): 0 does not lie between 1 and 65535.",
            "reveil.clock (REVEIL_CLOCK): it must be an instant such as 2026-11-21T12:00:00Z.");
    assertThat(Installations.at(nothing).start()).isEmpty();
  }
}
