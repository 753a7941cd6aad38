package io.reveil.contact.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveil.kernel.Fault;
import io.reveil.kernel.Language;
import io.reveil.kernel.Purpose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeclaredFieldsTest {

  @Test
  void theShippedFileDeclaresTheFirstNameOnly() throws IOException {
    var fields = new DeclaredFields(Files.readString(Path.of("config/fields.yml")));

    assertThat(fields.all()).singleElement().satisfies(field -> {
      assertThat(field.name()).isEqualTo("first_name");
      assertThat(field.column()).isEqualTo("f_first_name");
      assertThat(field.purposes()).containsExactly(new Purpose("newsletter"));
      assertThat(field.label()).containsEntry(Language.FR, "Prénom");
      assertThat(field.why()).containsKeys(Language.values());
    });
  }

  /** A60: each category of article 9, sex life and sexual orientation apart. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "RACIAL_OR_ETHNIC_ORIGIN",
        "POLITICAL_OPINIONS",
        "RELIGIOUS_BELIEFS",
        "TRADE_UNION_MEMBERSHIP",
        "GENETIC",
        "BIOMETRIC",
        "HEALTH",
        "SEX_LIFE",
        "SEXUAL_ORIENTATION"
      })
  void aSpecialCategoryIsRefusedWhenItIsDeclared(String category) {
    assertThatThrownBy(() -> declared("allergies", "TEXT", category, "[newsletter]"))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("config/fields.yml, line 4")
        .hasMessageContaining(category)
        .hasMessageContaining("art. 9");
  }

  /** A4: a field has a purpose, a reason and a name of its own. */
  @Test
  void aFieldWithoutPurposeOrWithABuiltInNameIsRefused() {
    assertThatThrownBy(() -> declared("shoe_size", "NUMBER", "PREFERENCES", "[]"))
        .hasMessageContaining("purpose");
    assertThatThrownBy(() -> declared("email", "TEXT", "CONTACT_DETAILS", "[newsletter]"))
        .hasMessageContaining("built in");
    assertThatThrownBy(() -> declared("consent_at", "TEXT", "PREFERENCES", "[newsletter]"))
        .hasMessageContaining("built in");
    assertThatThrownBy(() -> declared("Shoe; DROP", "TEXT", "PREFERENCES", "[newsletter]"))
        .hasMessageContaining("lower-case");
  }

  @ParameterizedTest
  @CsvSource({
    "TEXT,' Zoé ',Zoé",
    "NUMBER,+042,42",
    "DATE,2026-11-21,2026-11-21",
    "BOOLEAN,TRUE,true",
  })
  void aValueIsStoredInItsOneSpelling(FieldType type, String raw, String stored) {
    DeclaredFields fields = declared("thing", type.name(), "PREFERENCES", "[newsletter]");

    assertThat(fields.check(fields.all().getFirst(), raw)).isEqualTo(stored);
  }

  @ParameterizedTest
  @CsvSource({
    "TEXT,'two\nlines'",
    "NUMBER,4.5",
    "NUMBER,99999999999999999999",
    "DATE,21/11/2026",
    "DATE,2026-02-30",
    "BOOLEAN,yes",
  })
  void aValueOfAnotherTypeIsRefused(FieldType type, String raw) {
    DeclaredFields fields = declared("thing", type.name(), "PREFERENCES", "[newsletter]");

    assertThatThrownBy(() -> fields.check(fields.all().getFirst(), raw))
        .isInstanceOf(Fault.class)
        .hasMessageStartingWith("thing must be");
  }

  @Test
  void aTextEndsAt200Characters() {
    DeclaredFields fields = declared("thing", "TEXT", "PREFERENCES", "[newsletter]");
    DeclaredField field = fields.all().getFirst();

    assertThat(fields.check(field, "🌅".repeat(200))).hasSize(400);
    assertThatThrownBy(() -> fields.check(field, "x".repeat(201))).isInstanceOf(Fault.class);
  }

  private static DeclaredFields declared(
      String name, String type, String category, String purposes) {
    return new DeclaredFields("""
        fields:
          %s:
            type: %s
            category: %s
            purposes: %s
            reason: To choose what to show.
            label: { fr: Chose, en: Thing }
            why: { fr: Pour choisir., en: To choose. }
        """.formatted("'" + name + "'", type, category, purposes));
  }
}
