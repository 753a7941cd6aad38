package io.reveil.consent.canonical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The rules of RFC 8785 that our values touch. */
class CanonicalJsonTest {
  @Test
  void membersStandInTheOrderOfTheirUtf16Units() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("\u20ac", "Euro Sign");
    object.put("\r", "Carriage Return");
    object.put("\ufb33", "Hebrew Letter Dalet With Dagesh");
    object.put("1", "One");
    object.put("\ud83d\ude00", "Emoji: Grinning Face");
    object.put("\u0080", "Control");
    object.put("\u00f6", "Latin Small Letter O With Diaeresis");

    assertThat(text(object)).as("the example of RFC 8785 §3.2.3").isEqualTo("""
            {"\\r":"Carriage Return","1":"One","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis",\
            "\u20ac":"Euro Sign","\ud83d\ude00":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}""");
  }

  @Test
  void aStringEscapesWhatItMustAndNothingElse() {
    assertThat(text(Map.of("s", "\u20ac$\u000f\nA'B\"\\\\\"/\b\t\f\r\u007f")))
        .isEqualTo("{\"s\":\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\\b\\t\\f\\r\u007f\"}");
  }

  @Test
  void objectsNestWithoutBlanks() {
    assertThat(text(Map.of("b", Map.of("y", 2, "x", -1L), "a", Map.of())))
        .isEqualTo("{\"a\":{},\"b\":{\"x\":-1,\"y\":2}}");
  }

  @Test
  void whatHasNoSingleSpellingIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> text(Map.of("n", 1L << 53)));
    assertThatIllegalArgumentException().isThrownBy(() -> text(Map.of("n", 0.1)));
    assertThatIllegalArgumentException().isThrownBy(() -> text(Map.of("s", "\ud83d")));
  }

  private static String text(Map<String, Object> object) {
    return new String(CanonicalJson.bytes(object), StandardCharsets.UTF_8);
  }
}
