package io.reveil.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Period;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlNodeTest {
  private static YamlNode parse(String text) {
    return YamlNode.parse("a.yml", text);
  }

  @Test
  void anUnknownKeyIsRefusedWithPlaceAndKnownKeys() {
    YamlNode root = parse("campaign: spring\nstages:\n  - { id: a, aftr: P0D }\n");
    YamlNode stage = root.member("stages").items().getFirst();

    assertThatThrownBy(() -> stage.members("id", "after"))
        .isInstanceOf(Fault.class)
        .hasMessage(
            "a.yml, line 3, column 14 (stages[0].aftr): “aftr” is not a key Réveil knows here. Known: id, after.");
  }

  @Test
  void aMissingKeyIsRefusedByName() {
    assertThatThrownBy(() -> parse("id: x").member("purpose"))
        .hasMessageContaining("“purpose” is missing");
  }

  @Test
  void aValueThatDoesNotReadIsRefusedWithAnExample() {
    YamlNode after = parse("after: 10 days").member("after");

    assertThatThrownBy(() -> after.as(Period::parse, "P10D"))
        .hasMessage(
            "a.yml, line 1, column 8 (after): “10 days” is not understood; write it as in “P10D”.");
  }

  @Test
  void aWordOutsideAnEnumIsRefusedWithTheKnownOnes() {
    YamlNode channel = parse("channel: FAX").member("channel");

    assertThatThrownBy(() -> channel.oneOf(Channel.class))
        .hasMessageContaining("Known: EMAIL, SMS, PHONE, POST.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a: [1",
        "a: 1\na: 2",
        "a: &x [1]\nb: *x",
        "a: !!java.net.URL [http://x]",
        "- 1\nb: 2"
      })
  void whatIsNoPlainDocumentIsRefusedWithItsPlace(String text) {
    assertThatThrownBy(() -> parse(text).members().values().forEach(YamlNode::items))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("a.yml");
  }

  @Test
  void bombsAndBytesThatAreNoTextAreRefusedWithTheirPlaceAndTheFix() {
    assertThatThrownBy(() -> parse("a: &x [1]\nb: [*x, *x]"))
        .hasMessage(
            "a.yml, line 2, column 5: aliases are not read; write the value out instead of *x.");
    assertThatThrownBy(() -> parse("a:\n  " + "[".repeat(100_000)))
        .hasMessage("a.yml, line 2, column 52: more than 50 levels deep; write it flatter.");
    assertThatThrownBy(() -> parse("a: 1\nb: \0"))
        .hasMessage(
            "a.yml, line 2, column 4: the character U+0000 may not stand in YAML; take it out,"
                + " and save the file as UTF-8.");
    assertThatThrownBy(() -> parse("a".repeat(1_000_001)))
        .hasMessage("a.yml is longer than 1,000,000 characters; leave out what is not needed.");
  }

  @Test
  void textIsTakenAsItIsWritten() {
    YamlNode root = parse("share: 10%\nwhen: 2026-11-21\nyes: no\n");

    assertThat(root.member("share").text()).isEqualTo("10%");
    assertThat(root.member("when").text()).isEqualTo("2026-11-21");
    assertThat(root.member("yes").text()).isEqualTo("no");
  }
}
