package io.reveil.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpRequest;
import io.reveil.kernel.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever reads a page reads it in a language they asked for, as far as we speak it. */
class TongueTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en                         | EN",
        "fr-BE                      | FR",
        "de, en;q=0.5, fr;q=0.4     | EN",
        "en;q=0.3, fr;q=0.8         | FR",
      })
  void aStrangersBrowserSaysWhich(String accepted, Language expected) {
    Language other = expected == Language.FR ? Language.EN : Language.FR;

    assertThat(Tongue.of(browser(accepted), other)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"de", "*", ";;q=", ""})
  void aBrowserThatSpeaksNoneOfOursGetsTheHouses(String accepted) {
    assertThat(Tongue.of(browser(accepted), Language.FR)).isEqualTo(Language.FR);
    assertThat(Tongue.of(browser(accepted), Language.EN)).isEqualTo(Language.EN);
  }

  @Test
  void aHeaderThatIsFarTooLongIsNotRead() {
    assertThat(Tongue.of(browser("en," + "de,".repeat(100)), Language.FR)).isEqualTo(Language.FR);
  }

  @Test
  void whatThePagesOwnLinkAsksForComesFirst() {
    assertThat(Tongue.of(asking("en", "fr"), Language.FR)).isEqualTo(Language.EN);
    assertThat(Tongue.ofReader(asking("en", "fr"), Language.FR)).isEqualTo(Language.EN);
    assertThat(Tongue.asked(asking("tlh", "fr"))).isEmpty();
    assertThat(Tongue.of(asking("tlh", "en"), Language.FR)).isEqualTo(Language.EN);
  }

  @Test
  void whoeverComesFromAMailReadsItsLanguageWhateverTheBrowser() {
    assertThat(Tongue.ofReader(browser("en"), Language.FR)).isEqualTo(Language.FR);
  }

  private static MutableHttpRequest<?> browser(String accepted) {
    return HttpRequest.GET("/f/newsletter").header(HttpHeaders.ACCEPT_LANGUAGE, accepted);
  }

  private static HttpRequest<?> asking(String language, String accepted) {
    MutableHttpRequest<?> request = browser(accepted);
    request.getParameters().add("lang", language);
    return request;
  }
}
