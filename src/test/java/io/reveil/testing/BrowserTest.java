package io.reveil.testing;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.reveil.testing.Browser.Look;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("browser")
class BrowserTest {
  private static final String PAGE = """
      <style>p { color: black } @media (prefers-color-scheme: dark) { p { color: white } }</style>
      <p>plain</p><script>document.querySelector('p').textContent = 'scripted'</script>
      """;

  @Test
  void aPageRunsItsScriptsUnlessTheyAreOff() {
    try (var with = Browser.open(Look.PHONE);
        var without = Browser.open(Look.PHONE.withoutScripts())) {
      with.page().setContent(PAGE);
      without.page().setContent(PAGE);

      assertThat(with.page().textContent("p")).isEqualTo("scripted");
      assertThat(without.page().textContent("p")).isEqualTo("plain");
    }
  }

  @Test
  void aPageIsSeenInTheWidthAndTheLightThatWereAskedFor() {
    try (var browser = Browser.open(Look.PHONE.inTheDark())) {
      browser.page().setContent(PAGE);

      assertThat(browser.page().viewportSize().width).isEqualTo(360);
      assertThat(browser.page().evaluate("getComputedStyle(document.querySelector('p')).color"))
          .isEqualTo("rgb(255, 255, 255)");
      assertThat(browser.screenshot("browser-test")).isNotEmptyFile();
    }
  }

  @Test
  void wordsThatFewCanReadAreABarrierAndGoodOnesAreNot() {
    String page = "<html lang=en><title>words</title><main><h1 style='color: %s'>Hello</h1></main>";
    try (var browser = Browser.open(Look.PHONE)) {
      browser.page().setContent(page.formatted("#ccc"));
      assertThat(browser.barriers())
          .singleElement(as(STRING))
          .startsWith("serious color-contrast at h1:");
      browser.turn(Look.PHONE.inTheDark());
      assertThat(browser.barriers()).hasSize(1);

      browser.page().setContent(page.formatted("#333"));
      assertThat(browser.barriers()).isEmpty();
    }
  }
}
