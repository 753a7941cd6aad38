package io.reveil.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.kernel.Language;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;

class WordsTest {
  @Test
  void datesFollowTheLanguage() {
    LocalDate first = LocalDate.of(2026, 12, 1);

    assertThat(Words.date(first, Language.FR)).isEqualTo("1er\u00A0décembre\u00A02026");
    assertThat(Words.date(first, Language.EN)).isEqualTo("1\u00A0December\u00A02026");
    assertThat(Words.date(first.plusDays(1), Language.FR)).isEqualTo("2\u00A0décembre\u00A02026");
  }

  @Test
  void hoursFollowTheLanguage() {
    ZonedDateTime moment = ZonedDateTime.of(2026, 11, 24, 9, 5, 0, 0, ZoneId.of("Europe/Paris"));

    assertThat(Words.moment(moment, Language.FR))
        .isEqualTo("24\u00A0novembre\u00A02026 à 9\u00A0h\u00A005");
    assertThat(Words.moment(moment, Language.EN)).isEqualTo("24\u00A0November\u00A02026 at 9:05");
  }

  @Test
  void thousandsStandApart() {
    assertThat(Words.number(1_234_567)).isEqualTo("1\u202F234\u202F567");
    assertThat(Words.number(-1_000)).isEqualTo("\u22121\u202F000");
    assertThat(Words.number(999)).isEqualTo("999");
  }
}
