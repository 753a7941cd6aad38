package io.reveil.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScrubTest {
  /** What SMTP servers write into their replies, and mail programs into paths (A58). */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "550 5.1.1 <camille.roux+x@gmail.example>: Recipient address rejected",
        "no mailbox camille.roux@gmail.example here",
        "RCPT TO:<CAMILLE.ROUX@GMAIL.EXAMPLE>",
        "mailto:camille.roux@gmail.example?subject=x",
        "user=camille.roux@xn--exmple-cua.fr,"
      })
  void noAddressIsLeft(String raw) {
    assertThat(Scrub.text(raw))
        .doesNotContainIgnoringCase("camille")
        .doesNotContain("@")
        .contains("<address>");
  }

  @Test
  void noLinkTokenIsLeft() {
    assertThat(Scrub.text(
            "GET /u/AQRk2m9Qx0cVd7YbT5sNwLh1JzGpKf8uEo3iXaMv.RyCqBt6DnSl4WePgHjZk0r 200"))
        .isEqualTo("GET /u/<token> 200");
  }

  @Test
  void theRestStaysAsItIs() {
    assertThat(Scrub.text("421 4.7.0 Try again later, closing connection."))
        .isEqualTo("421 4.7.0 Try again later, closing connection.");
  }
}
