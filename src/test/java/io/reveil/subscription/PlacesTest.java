package io.reveil.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.consent.Doorway;
import io.reveil.consent.Doorway.Door;
import io.reveil.kernel.Language;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** (B28, E6): a mail names no page that a stranger may have made up, and a page says who named it. */
class PlacesTest {
  private static final Optional<URI> PAGE =
      Optional.of(URI.create("https://shop.example/landing?offer=1#form"));

  @ParameterizedTest
  @EnumSource
  void aPageOfOursIsNamedToEverybody(Language language) {
    Doorway ours = Doorway.hosted(URI.create("https://lettre.example.org/f/newsletter?lang=fr"));

    assertThat(Places.known(ours, language)).isEqualTo("lettre.example.org/f/newsletter");
    assertThat(Places.told(ours, language)).isEqualTo("lettre.example.org/f/newsletter");
  }

  @ParameterizedTest
  @EnumSource(names = "HOSTED_PAGE", mode = EnumSource.Mode.EXCLUDE)
  void aMailNamesNoPageOfSomebodyElse(Door door) {
    for (Language language : Language.values()) {
      assertThat(Places.known(new Doorway(door, PAGE), language))
          .isNotEmpty()
          .doesNotContain("shop.example");
    }
  }

  @Test
  void aPageOfSomebodyElseIsToldWithWhoSaysSo() {
    assertThat(Places.told(new Doorway(Door.SNIPPET, PAGE), Language.EN))
        .isEqualTo("shop.example/landing, as the browser says");
    assertThat(Places.told(new Doorway(Door.SNIPPET, PAGE), Language.FR))
        .isEqualTo("shop.example/landing, d’après le navigateur");
    assertThat(Places.told(new Doorway(Door.API, PAGE), Language.EN))
        .startsWith("shop.example/landing, as the site or the program says");
    assertThat(Places.told(new Doorway(Door.API, PAGE), Language.FR))
        .startsWith("shop.example/landing, d’après le site ou le logiciel");
  }

  @ParameterizedTest
  @EnumSource(names = "HOSTED_PAGE", mode = EnumSource.Mode.EXCLUDE)
  void whereNobodyNamedAPageNoneIsTold(Door door) {
    Doorway pageless = new Doorway(door, Optional.empty());

    for (Language language : Language.values()) {
      assertThat(Places.told(pageless, language)).isEqualTo(Places.known(pageless, language));
    }
  }
}
