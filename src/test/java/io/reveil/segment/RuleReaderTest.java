package io.reveil.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveil.activity.Status;
import io.reveil.kernel.Fault;
import io.reveil.kernel.YamlNode;
import io.reveil.testing.Rig;
import java.time.Period;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleReaderTest {
  @RegisterExtension
  static final Rig rig = Rig.standard();

  @Test
  void theAudienceOfAWinBackReadsAsItIsWritten() {
    Rule rule = read("""
        all:
          - status: { in: [INACTIVE, DORMANT] }
          - field: { name: country, in: [fr, BE] }
          - any:
              - event: { type: purchase, none_since: P1Y }
              - not: { event: { type: login, any_since: P30D } }
        """);

    assertThat(rule)
        .isEqualTo(new Rule.All(List.of(
            new Rule.StatusIn(Set.of(Status.INACTIVE, Status.DORMANT)),
            new Rule.FieldIn("country", List.of("FR", "BE")),
            new Rule.Any(List.of(
                new Rule.NoEventSince("purchase", Period.ofYears(1)),
                new Rule.Not(new Rule.EventSince("login", Period.ofDays(30))))))));
  }

  /** Design section 7, A21, A32: nothing is ignored; place, fix and the known names are in the refusal. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "all: []|line 1, column 6 (all): the list is empty",
        "all: [{ state: x }]|“state” is not a key Réveil knows here. Known: all, any, not, status, field, event",
        "{}|a rule has one key",
        "{ status: { in: [NEW] }, not: { status: { in: [NEW] } } }|a rule has one key",
        "status: { in: [SLEEPY] }|Known: NEW, UNEXPOSED, ACTIVE, COOLING, INACTIVE, DORMANT, EXPIRING",
        "status: { in: [] }|(status.in): the list is empty",
        "status: { is: NEW }|Known: in.",
        "status: INACTIVE|expected “key: value” lines",
        "field: { name: shoe_size, in: [42] }|(field.name): “shoe_size” is not a field. Known: language, country, category, first_name",
        "field: { name: country, in: [France] }|“France” is not a country of ISO 3166",
        "field: { name: category, in: [LEAD] }|“LEAD” is not a category. Known: [PROSPECT, CUSTOMER",
        "field: { name: language, in: [de] }|“de” is not understood; write it as in “fr”",
        "field: { name: country }|“in” is missing",
        "event: { type: sale, none_since: P1Y }|“sale” is not a kind of event. Known: purchase, login, call, return",
        "opened: { any_since: P30D }|“opened” would read opens: programs open mails by themselves",
        "all: [{ last_open: P30D }]|an open says nothing of a person (CNIL SAN-2020-003)",
        "event: { type: email_open, any_since: P30D }|may only delay a SUNSET. Take STAY, CLICK or an event",
        "field: { name: open_rate, in: [1] }|“open_rate” would read opens",
        "field: { name: account_opened, in: [1] }|“account_opened” is not a field",
        "event: { type: purchase }|say either “none_since: P1Y” or “any_since: P1Y”",
        "event: { type: purchase, none_since: P1Y, any_since: P1Y }|say either",
        "event: { type: purchase, none_since: 1 year }|“1 year” is not understood; write it as in “P1Y”",
        "event: { type: purchase, none_since: P0D }|longer than nothing",
        "event: { type: purchase, any_since: P-1D }|longer than nothing"
      })
  void whatIsWrongIsRefusedWithPlaceAndFix(String written, String expected) {
    assertThatThrownBy(() -> read(written))
        .isInstanceOf(Fault.class)
        .hasMessageStartingWith("campaign.yml, line 1, column ")
        .hasMessageContaining(expected);
  }

  private static Rule read(String text) {
    return rig.bean(Segments.class).read(YamlNode.parse("campaign.yml", text));
  }
}
