package io.reveil.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveil.kernel.Fault;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentLinksTest {
  /** (D8, D11): what the author wrote out, as a reader of HTML understands it. */
  @Test
  void theLinksThatAnAuthorWroteOutAreFound() {
    String html = """
        <a class="go" href="https://a.example/?x=1&amp;y=%20#z">A</a> <A HREF="https://no.example">upper case is not ours</A>
        <a href="${policyUrl}">P</a> <a href="#top">T</a> <a href="mailto:a@example.org">M</a>
        <a href="https://a.example/?x=1&amp;y=%20#z">again</a> <a href="http://b.example">B</a>
        """;

    assertThat(ContentLinks.in("html.fr.ftlh", html))
        .containsExactly("https://a.example/?x=1&y=%20#z", "http://b.example");
  }

  /** (D8): refused where it stands, before anybody is written to. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "JavaScript:x",
        "data:text/html,x",
        "/shop",
        "ftp://a.example"
      })
  void whatLeadsElsewhereIsRefused(String href) {
    assertThatThrownBy(() -> ContentLinks.in("html.fr.ftlh", "<a href=\"" + href + "\">x</a>"))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("html.fr.ftlh")
        .hasMessageContaining(href)
        .hasMessageContaining("https://");
  }

  /** (D11): percent-encoded once where it is not ASCII, else byte for byte. */
  @Test
  void aDestinationIsEncodedOnceAndNoMore() {
    assertThat(ContentLinks.encoded("https://x/a?b=%20&c=%C3%A9#d"))
        .isEqualTo("https://x/a?b=%20&c=%C3%A9#d");
    assertThat(ContentLinks.encoded("https://x/é?q=ü")).isEqualTo("https://x/%C3%A9?q=%C3%BC");
    assertThat(ContentLinks.encoded("https://x/a|b")).isEqualTo("https://x/a%7Cb");
    assertThat(ContentLinks.encoded("https://x/a b")).isEqualTo("https://x/a%20b");
  }

  @Test
  void onlyKnownLinksAreReplaced() {
    String html = "<a href=\"https://a.example/?x&amp;y\">A</a><a href=\"https://b.example\">B</a>";

    assertThat(ContentLinks.replaced(html, Map.of("https://a.example/?x&y", "https://us/l/T$1")))
        .isEqualTo("<a href=\"https://us/l/T$1\">A</a><a href=\"https://b.example\">B</a>");
  }
}
