package io.reveil.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveil.kernel.Fault;
import jakarta.mail.internet.MimeUtility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One header is one value, whoever filled it in: no injection by a line break (RFC 5322 §2.2). */
class HeadersTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\rBcc: x",
        "a\nBcc: x",
        "a\r\nBcc: x",
        "a\r\n Bcc: x",
        "a\r\n\tBcc: x",
        "a\n Bcc: x",
        "a\0b",
        "a\r\n"
      })
  void aValueWithALineBreakIsRefusedEvenIfItLooksFolded(String value) {
    Headers headers = new Headers().add("Date", "today");

    assertThatThrownBy(() -> headers.add("To", value))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("To");

    assertThat(headers.text()).isEqualTo("Date: today\r\n");
  }

  @Test
  void aLongValueIsFoldedByUsAtItsBlanks() {
    String word = "a".repeat(30);
    String text =
        new Headers().add("X-Words", String.join(" ", word, word, word)).text();

    assertThat(text).isEqualTo("X-Words: %s %s\r\n %s\r\n".formatted(word, word, word));
  }

  @Test
  void longWordsBeyondAsciiAreEncodedAndFolded() throws Exception {
    String words = "été ".repeat(60).strip();

    String text = new Headers().add("Subject", Headers.words("Subject", words)).text();

    assertThat(text.split("\r\n", -1)).hasSizeGreaterThan(3);
    String value = text.substring("Subject: ".length());
    assertThat(MimeUtility.decodeText(MimeUtility.unfold(value).strip())).isEqualTo(words);
  }
}
