package io.reveil.subscription.press;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.consent.ledger.Circumstances;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SandboxTest {
  /** (C7): neither haste nor company decides alone, and the network never; and nobody is asked a third time. */
  @ParameterizedTest(name = "{5}")
  @CsvSource(
      delimiter = '|',
      value = {
        "PT0S     | 3  | 0   | false | true  | at once, and one of many",
        "PT2S     | 3  | 0   | false | true  | the last moment that counts as at once",
        "PT2.001S | 99 | 0   | false | false | a person among many robots",
        "PT0S     | 2  | 0   | false | false | at once, with few others",
        "PT0S     | 0  | 500 | false | false | at once, and many of one network",
        "PT0S     | 99 | 500 | true  | false | the question was answered"
      })
  void onlyHasteAndCompanyTogetherLookLikeASandbox(
      Duration pageToPress,
      int atOnceOfHost,
      int ofNetwork,
      boolean askedTwice,
      boolean resembles,
      String who) {
    var seen = new Circumstances(
        Optional.empty(),
        Optional.empty(),
        pageToPress,
        new Circumstances.Others(500, atOnceOfHost, ofNetwork, Duration.ofMinutes(1)),
        askedTwice);

    assertThat(new Sandbox(3).resembles(seen)).as(who).isEqualTo(resembles);
  }
}
