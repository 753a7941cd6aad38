package io.reveil.web.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveil.kernel.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Who is meant and in which language is said in the same words at every command. */
class WhomTest {
  @Command(name = "ask")
  static final class Ask {
    @ArgGroup(multiplicity = "1")
    private Whom whom = new Whom();

    @Mixin
    private Speaking speaking = new Speaking();
  }

  @ParameterizedTest
  @CsvSource({
    "--email ada@example.org, email, ada@example.org",
    "ada@example.org, email, ada@example.org",
    "--external-id 00001, externalId, 00001",
    "--contact 42, contact, 42",
    "42, contact, 42",
    "nobody, email, nobody",
  })
  void aPersonIsNamedInOneOfFourWays(String said, String by, String value) {
    assertThat(asked(said).whom.named()).containsOnlyKeys(by).containsValue(value);
  }

  /** {@code --external} was the word of two commands, and an address the one of {@code consent invalidate --contact}. */
  @ParameterizedTest
  @CsvSource({
    "--external 00001, externalId, 00001",
    "--contact ada@example.org, email, ada@example.org",
  })
  void formerWordsGoOnWorking(String said, String by, String value) {
    assertThat(asked(said).whom.named()).containsOnlyKeys(by).containsValue(value);
    assertThat(new CommandLine(new Ask()).getUsageMessage())
        .contains("--external-id", "--language")
        .doesNotContain("--external=", "--external ", "--lang=");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--language en", "--contact 1 --external-id 2", "42 --email ada@example.org"})
  void nobodyOrTwoAreRefused(String said) {
    assertThatThrownBy(() -> asked(said)).isInstanceOf(CommandLine.ParameterException.class);
  }

  @Test
  void theLanguageIsEnglishUnlessAnotherIsNamed() {
    assertThat(asked("42").speaking.language()).isEqualTo(Language.EN);
    assertThat(asked("42 --language fr").speaking.language()).isEqualTo(Language.FR);
    assertThat(asked("42 --lang FR").speaking.language()).isEqualTo(Language.FR);
    assertThatThrownBy(() -> asked("42 --language de")).hasMessageContaining("fr or en");
  }

  private static Ask asked(String words) {
    return CommandLine.populateCommand(new Ask(), words.split(" ", -1));
  }
}
