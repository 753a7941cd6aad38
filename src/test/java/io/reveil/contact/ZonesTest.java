package io.reveil.contact;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.kernel.ContactId;
import io.reveil.kernel.Installation;
import io.reveil.kernel.Language;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By what clock a person lives (E2). */
class ZonesTest {
  private static final Path HERE = Path.of(".");
  private static final Zones ZONES = new Zones(new Installation(
      HERE,
      HERE,
      "127.0.0.1",
      8080,
      URI.create("http://127.0.0.1"),
      ZoneId.of("Europe/Brussels"),
      ""));
  private static final List<String> SEVERAL_ZONES =
      List.of("AU", "BR", "CA", "CD", "FM", "ID", "KI", "MN", "MX", "RU", "US");

  @ParameterizedTest
  @CsvSource({
    "Asia/Tokyo,     FR, Asia/Tokyo",
    "Asia/Tokyo,       , Asia/Tokyo",
    "America/Denver, US, America/Denver",
    "              , FR, Europe/Paris",
    "              , RE, Indian/Reunion",
    "              , GP, America/Guadeloupe",
    "              , MQ, America/Martinique",
    "              , GF, America/Cayenne",
    "              , YT, Indian/Mayotte",
    "              , NC, Pacific/Noumea",
    "              , PF, Pacific/Tahiti",
    "              , ES, Europe/Madrid",
    "              , PT, Europe/Lisbon",
    "              ,   , Europe/Brussels"
  })
  void aZoneOfOnesOwnGoesBeforeTheCountryAndThatBeforeTheInstallation(
      String own, String country, String lives) {
    assertThat(ZONES.of(person(own, country))).isEqualTo(ZoneId.of(lives));
  }

  @Test
  void aCountryOfSeveralZonesSaysNothing() {
    assertThat(SEVERAL_ZONES)
        .allSatisfy(country ->
            assertThat(ZONES.of(person(null, country))).isEqualTo(ZoneId.of("Europe/Brussels")));
  }

  @Test
  void theTableHasRealZonesOfAllCountriesButThoseOfSeveralZonesAndOfNobody() {
    Set<String> countries = new TreeSet<>(Zones.BY_COUNTRY.keySet());
    countries.addAll(SEVERAL_ZONES);
    countries.addAll(List.of("AQ", "BV", "HM", "UM"));

    assertThat(countries).containsExactlyInAnyOrder(Locale.getISOCountries());
    assertThat(Zones.BY_COUNTRY).doesNotContainKeys("AQ", "BV", "HM", "UM");
    assertThat(Zones.BY_COUNTRY.values())
        .allSatisfy(zone -> assertThat(Zones.read(zone)).contains(ZoneId.of(zone)));
  }

  @Test
  void aMomentIsToldByTheReadersClock() {
    Instant winter = Instant.parse("2026-01-15T08:00:00Z");
    Instant summer = Instant.parse("2026-07-15T08:00:00Z");

    assertThat(local(winter, "RE")).isEqualTo("2026-01-15T12:00+04:00");
    assertThat(local(winter, "FR")).isEqualTo("2026-01-15T09:00+01:00");
    assertThat(local(summer, "RE")).isEqualTo("2026-07-15T12:00+04:00");
    assertThat(local(summer, "FR")).isEqualTo("2026-07-15T10:00+02:00");
    assertThat(ZONES.local(winter, Optional.empty()).toOffsetDateTime())
        .hasToString("2026-01-15T09:00+01:00");
  }

  /** A file said 5 January: west of here its first moment is still the 4th. */
  @Test
  void aDayWithoutATimeIsThatDayForEverybody() {
    Instant day = Instant.parse("2026-01-04T23:00:00Z");

    assertThat(local(day, "MQ")).isEqualTo("2026-01-05T00:00+01:00");
    assertThat(local(day.plusSeconds(1), "MQ")).isEqualTo("2026-01-04T19:00:01-04:00");
  }

  private static String local(Instant at, String country) {
    return ZONES
        .local(at, Optional.of(person(null, country)))
        .toOffsetDateTime()
        .toString();
  }

  private static Contact person(@Nullable String own, @Nullable String country) {
    return new Contact(
        new ContactId(1),
        ContactState.LIVE,
        Optional.empty(),
        Language.FR,
        Optional.ofNullable(country),
        Optional.ofNullable(own).map(ZoneId::of),
        Category.PROSPECT,
        Optional.empty(),
        1,
        false,
        Instant.EPOCH);
  }
}
