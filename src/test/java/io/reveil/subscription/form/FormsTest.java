package io.reveil.subscription.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveil.kernel.Fault;
import io.reveil.kernel.ShippedFiles;
import io.reveil.kernel.YamlNode;
import io.reveil.testing.OwnFiles;
import io.reveil.testing.Rig;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormsTest {
  private static final String GUIDE = "config/forms/guide.yml";
  private static final String FRENCH = "https://www.example.org/guide-lumiere.pdf";

  @RegisterExtension
  static final Rig rig = Rig.with(Map.of("reveil.files", OwnFiles.withAllBases()));

  @Test
  void theGuideHasItsDocumentInEachLanguage() {
    Form guide = read(shipped());

    assertThat(guide.hasDownload()).isTrue();
    assertThat(guide.texts().values()).allMatch(text -> text.download().isPresent());
  }

  @ParameterizedTest
  @CsvSource({
    "guide-lumiere.pdf, write the whole address",
    "http://www.example.org/guide.pdf, write the whole address",
    "javascript:alert(1), write the whole address",
    "https://www.example.org/my guide.pdf, is not understood"
  })
  void anAddressThatLeadsNowhereIsRefusedWithItsPlace(String address, String sentence) {
    assertThatThrownBy(() -> read(shipped().replace(FRENCH, address)))
        .isInstanceOf(Fault.class)
        .hasMessageStartingWith(GUIDE + ", line ")
        .hasMessageContaining("(texts.fr.download.url)")
        .hasMessageContaining(sentence);
  }

  @Test
  void aDocumentInOneLanguageOnlyIsRefused() {
    String french =
        shipped().replaceFirst("    download:\n      label: Open.*\n      url:.*\n", "");

    assertThatThrownBy(() -> read(french))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("(texts)")
        .hasMessageContaining("write it in both");
  }

  /** (A2, A9): a box stands for an agreement, and these rest on none. */
  @ParameterizedTest
  @ValueSource(strings = {"orders", "offers"})
  void aPurposeThatNobodyCanAgreeToIsRefusedWithItsPlaceAndTheFix(String purpose) {
    String form = shipped().replace("purposes: [newsletter,", "purposes: [" + purpose + ",");

    assertThatThrownBy(() -> read(form))
        .isInstanceOf(Fault.class)
        .hasMessageStartingWith(GUIDE + ", line ")
        .hasMessageContaining("(purposes[0])")
        .hasMessageContaining("lack CONSENT; add it there, or leave the purpose out here");
  }

  /** (A4, A8): nobody could agree to what it is for. */
  @Test
  void aFieldThatServesNoPurposeOfTheFormIsRefusedWithItsPlaceAndTheFix() {
    String form = shipped().replace("purposes: [newsletter, ", "purposes: [");

    assertThatThrownBy(() -> read(form))
        .isInstanceOf(Fault.class)
        .hasMessageStartingWith(GUIDE + ", line ")
        .hasMessageContaining("(fields[0])")
        .hasMessageContaining("for no purpose of this form; leave it out here, or add one there");
  }

  /** People read their own language, and a page that says it is English is. */
  @ParameterizedTest
  @ValueSource(strings = {"fr", "en"})
  void aLanguageThatIsMissingIsRefusedByName(String tag) {
    String form = shipped().replaceFirst("(?m)^  " + tag + ":\\n(    .*\\n)+", "");

    assertThatThrownBy(() -> read(form))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("(texts)")
        .hasMessageContaining("“" + tag + "” is missing");
  }

  @Test
  void aFileThatIsNoYmlIsRefusedByName() {
    assertThatThrownBy(() -> Forms.isMeant("config/forms/survey.yaml"))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("config/forms/survey.yaml: ")
        .hasMessageContaining("ends in .yml; rename it, or take it out");
    assertThat(Forms.isMeant("config/forms/survey.yml")).isTrue();
    assertThat(Forms.isMeant("config/forms/.survey.yml.swp")).isFalse();
  }

  private static String shipped() {
    return rig.bean(ShippedFiles.class).read(GUIDE).orElseThrow();
  }

  private static Form read(String yaml) {
    return rig.bean(Forms.class).form(GUIDE, YamlNode.parse(GUIDE, yaml));
  }
}
