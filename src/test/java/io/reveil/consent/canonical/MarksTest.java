package io.reveil.consent.canonical;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reveil.testing.Rig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What only Réveil can have written (E8). */
class MarksTest {
  @RegisterExtension
  static final Rig rig = Rig.standard();

  private static final String SUBJECT = "0a".repeat(16);

  private final Marks marks = rig.bean(Marks.class);
  private final byte[] text = marks.marked(Map.of(
      "act",
      "GRANTED",
      "controller",
      "“Lumen”, \"mark\":{} & fils",
      "eventId",
      "815",
      "occurredAt",
      "2026-11-21T12:00:00Z",
      "subject",
      SUBJECT,
      "version",
      1));

  @Test
  void aMarkedTextIsOursAndHasOneSpelling() throws IOException {
    Map<String, Object> read = new ObjectMapper().readValue(text, new TypeReference<>() {});

    assertThat(marks.judge(SUBJECT, 815, text)).isEqualTo(Mark.OURS);
    assertThat(CanonicalJson.bytes(read)).isEqualTo(text);
  }

  @Test
  void whateverIsAlteredOrStandsElsewhereIsForeign() {
    for (int at = 0; at < text.length; at++) {
      byte[] altered = text.clone();
      altered[at] ^= 1;
      assertThat(marks.judge(SUBJECT, 815, altered)).as("at " + at).isNotEqualTo(Mark.OURS);
    }
    assertThat(marks.judge(SUBJECT, 816, text)).isEqualTo(Mark.FOREIGN);
    assertThat(marks.judge("0b".repeat(16), 815, text)).isEqualTo(Mark.FOREIGN);
    assertThat(marks.judge(SUBJECT, 815, new byte[0])).isEqualTo(Mark.FOREIGN);
  }

  @Test
  void onlyATextOfBeforeMayLackAMark() {
    String early =
        "{\"eventId\":\"815\",\"schema\":\"reveil.consent/1\",\"subject\":\"" + SUBJECT + "\"}";

    assertThat(judged(early)).isEqualTo(Mark.NONE);
    assertThat(judged(early.replace("consent/1", "consent/2"))).isEqualTo(Mark.FOREIGN);
  }

  private Mark judged(String early) {
    return marks.judge(SUBJECT, 815, early.getBytes(StandardCharsets.UTF_8));
  }
}
