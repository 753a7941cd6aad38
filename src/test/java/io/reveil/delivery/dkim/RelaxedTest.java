package io.reveil.delivery.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** (B18; RFC 6376 §3.4.5): the examples of the standard, and what they leave open. */
class RelaxedTest {
  @Test
  void aHeaderLosesItsFoldsAndAllBlanksButOne() {
    assertThat(Relaxed.header("A", " X")).isEqualTo("a:X");
    assertThat(Relaxed.header("B ".strip(), " Y\t\r\n\tZ  ")).isEqualTo("b:Y Z");
    assertThat(Relaxed.header("Subject", "")).isEqualTo("subject:");
    assertThat(Relaxed.header("To", " jos\u00C3\u00A9@x.example\u00C2\u00A0"))
        .as("other signs are bytes and stay")
        .isEqualTo("to:jos\u00C3\u00A9@x.example\u00C2\u00A0");
  }

  @ParameterizedTest
  @CsvSource(ignoreLeadingAndTrailingWhitespace = false, textBlock = """
      ' C _D \t E__', ' C_D E_'
      'a','a_'
      'a_','a_'
      '__a_','__a_'
      'a_ _b','a__b_'
      'a \t_b \t _ _','a_b_'
      '',''
      '_ _\t__',''
      """)
  void aBodyLosesBlanksAtLineEndsAndEmptyLinesAtItsEnd(String body, String relaxed) {
    byte[] mail = ("X: y__" + body).replace("_", "\r\n").getBytes(StandardCharsets.ISO_8859_1);

    assertThat(new String(Relaxed.body(mail, 8), StandardCharsets.ISO_8859_1))
        .isEqualTo(relaxed.replace("_", "\r\n"));
  }
}
