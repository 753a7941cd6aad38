package io.reveil.campaign.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveil.campaign.Definition;
import io.reveil.campaign.Stage;
import io.reveil.campaign.wave.Base;
import io.reveil.consent.Basis;
import io.reveil.kernel.Fault;
import io.reveil.kernel.ShippedFiles;
import io.reveil.testing.Rig;
import java.time.Period;
import java.util.Arrays;
import java.util.EnumSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("sql")
class DefinitionReaderTest {
  @RegisterExtension
  static final Rig rig = Rig.standard();

  private static final String GOOD = """
      campaign: spring
      kind: WIN_BACK
      purpose: newsletter
      audience:
        status: { in: [INACTIVE] }
      holdout: 12.5%
      stages:
        - { id: value, after: P0D, template: win-back/value }
        - { id: last, after: P2W, template: win-back/goodbye }
      exit_on: [STAY]
      at_end: SUNSET
      """;

  private final DefinitionReader reader = rig.bean(DefinitionReader.class);

  @Test
  void aGoodDocumentIsReadWhole() {
    Definition spring = reader.read(GOOD);

    assertThat(spring.campaign()).isEqualTo("spring");
    assertThat(spring.purpose()).isEqualTo(Base.NEWSLETTER);
    assertThat(spring.holdout()).isEqualTo(0.125);
    assertThat(spring.stages())
        .containsExactly(
            new Stage("value", Period.ZERO, "win-back/value"),
            new Stage("last", Period.ofWeeks(2), "win-back/goodbye"));
    assertThat(spring.exitOn()).containsExactly(Definition.Exit.STAY);
    assertThat(spring.sunset()).isTrue();
  }

  @Test
  void whatIsLeftOutHasADefault() {
    Definition plain = reader.read(GOOD.replaceAll("(?m)^(holdout|exit_on|at_end).*\n", ""));

    assertThat(plain.holdout()).isEqualTo(0.10);
    assertThat(plain.exitOn()).isEqualTo(EnumSet.complementOf(EnumSet.of(Definition.Exit.CLICK)));
    assertThat(plain.sunset()).isFalse();
  }

  /** (F3) */
  @Test
  void aClickEndsASequenceThatMeasuresTheLinksOfPersons() {
    String left = GOOD.replace("exit_on: [STAY]\n", "");

    assertThat(reader.read(left + "tracking: { links: IDENTIFIED }\n").exitOn())
        .contains(Definition.Exit.CLICK);
    assertThat(reader.read(left + "tracking: { links: ANONYMOUS }\n").exitOn())
        .doesNotContain(Definition.Exit.CLICK);
  }

  /** A15, A16: whom it concerns besides those who agreed, it says in a sentence, or it concerns them not. */
  @Test
  void itSaysInWhatItConcernsCustomersAndProfessionals() {
    Definition silent = reader.read(GOOD);
    Definition said = reader.read(GOOD + """
        similar_products: lamps, for who bought lamps
        profession_relevance: lighting, for who plans houses
        """);

    assertThat(Arrays.stream(Basis.values()).filter(silent::covers)).containsExactly(Basis.CONSENT);
    assertThat(Arrays.stream(Basis.values()).filter(said::covers))
        .containsExactly(
            Basis.CONSENT, Basis.CUSTOMER_SOFT_OPT_IN, Basis.PROFESSIONAL_LEGITIMATE_INTEREST);
    assertThatThrownBy(() -> reader.read(GOOD + "similar_products: yes\n"))
        .hasMessageContaining("say it in a sentence");
  }

  @Test
  void theShippedCampaignIsGood() {
    String shipped =
        rig.bean(ShippedFiles.class).read("config/campaigns/win-back.yml").orElseThrow();

    Definition definition = reader.read(shipped);
    assertThat(definition.stages()).hasSize(3);
    assertThat(definition.exitOn()).containsExactlyInAnyOrder(Definition.Exit.values());
  }

  /** Each refusal says where it is and what would be right; nothing is ignored, and opens are not read (A21, A32). */
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
          campaign: spring    | campaign: Spring!          | line 1, column 11  | a name has lower-case letters
          kind: WIN_BACK      | kind: RE_PERMISSION        | line 2, column 7   | not honoured by this version
          kind: WIN_BACK      | kind: NEWSLETTER           | line 2, column 7   | Known: WIN_BACK
          purpose: newsletter | purpose: partners          | line 3, column 10  | not declared in config/purposes.yml
          holdout: 12.5%      | holdout: 51%               | line 6, column 10  | from 0% to 50%
          holdout: 12.5%      | holdout: some              | line 6, column 10  | from 0% to 50%
          holdout: 12.5%      | ramp: { first: 200 }       | line 6, column 1   | “ramp” is not honoured by this version
          holdout: 12.5%      | quiet: { weekends: hush }  | line 6, column 1   | “quiet” is not honoured by this version
          holdout: 12.5%      | holdouts: 10%              | line 6, column 1   | Known: campaign, kind, purpose, audience
          after: P0D          | after: P1D                 | line 8, column 25  | write P0D
          after: P2W          | after: P0D                 | line 9, column 24  | at least P1D
          after: P2W          | after: P2Y                 | line 9, column 24  | at most P1Y
          after: P2W          | after: two weeks           | line 9, column 24  | write it as in “P10D”
          id: last            | id: value                  | line 9, column 11  | two stages are called “value”
          win-back/goodbye    | win-back/nothing           | line 9, column 39  | There is no template win-back/nothing
          after: P2W          | variants: { a: 50% }       | line 9, column 17  | “variants” is not honoured by this version
          exit_on: [STAY]     | exit_on: [STAY, OPEN]      | line 10, column 17 | “OPEN” would read opens
          after: P2W          | if_opened: value           | line 9, column 17  | an open says nothing of a person
          exit_on: [STAY]     | exit_on: [PURCHASE]        | line 10, column 10 | STAY must be among the exits
          exit_on: [STAY]     | exit_on: [STAY, CLICK]     | line 10, column 17 | say “tracking: { links: IDENTIFIED }”, or take CLICK out
          at_end: SUNSET      | at_end: ERASE              | line 11, column 9  | Known: SUNSET
          """)
  void aFaultIsRefusedWhereItStands(String good, String bad, String place, String sentence) {
    assertThatThrownBy(() -> reader.read(GOOD.replace(good, bad)))
        .isInstanceOf(Fault.class)
        .hasMessageStartingWith("campaign, " + place)
        .hasMessageContaining(sentence);
  }

  @Test
  void whatMustStandThereIsAskedForByName() {
    assertThatThrownBy(() -> reader.read(GOOD.replaceAll("(?m)^purpose.*\n", "")))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("“purpose” is missing");
  }
}
