package io.reveil.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** B20. */
class EmailAddressTest {

  @Test
  void theDomainBecomesALowerCaseALabelAndTheLocalPartStaysAsTyped() {
    EmailAddress address = EmailAddress.parse(" José@Exämple.fr\t").orElseThrow();

    assertThat(address.forSending()).isEqualTo("José@xn--exmple-cua.fr");
    assertThat(address.key()).isEqualTo("josé@xn--exmple-cua.fr");
    assertThat(address.domain()).isEqualTo("xn--exmple-cua.fr");
    assertThat(address.needsUtf8()).isTrue();
  }

  @Test
  void composedAndDecomposedLettersAreOnePerson() {
    assertThat(EmailAddress.parse("jose\u0301@example.org"))
        .isEqualTo(EmailAddress.parse("jos\u00E9@example.org"))
        .isNotEqualTo(EmailAddress.parse("jose@example.org"));
  }

  @Test
  void caseMakesNobodyAnother() {
    assertThat(EmailAddress.parse("Ada.Lovelace@Example.ORG"))
        .isEqualTo(EmailAddress.parse("ada.lovelace@example.org"));
  }

  @Test
  void tagsAndDotsAreKeptSinceOnlyTheProviderKnowsWhatTheyMean() {
    assertThat(key("ada+shop@example.org")).contains("ada+shop@example.org");
    assertThat(key("a.d.a@example.org")).contains("a.d.a@example.org");
  }

  @Test
  void lengthsAreCountedInBytesAsSmtpCountsThem() {
    assertThat(key("a".repeat(64) + "@example.org")).isPresent();
    assertThat(key("a".repeat(65) + "@example.org")).isEmpty();
    assertThat(key("é".repeat(32) + "@example.org")).isPresent();
    assertThat(key("é".repeat(33) + "@example.org")).isEmpty();
  }

  @Test
  void aPathEndsAt254() {
    String longest = "a".repeat(64) + "@" + ("b".repeat(60) + ".").repeat(3) + "c".repeat(6);

    assertThat(key(longest)).hasValueSatisfying(key -> assertThat(key).hasSize(254));
    assertThat(key(longest + "c")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@",
        "ada",
        "ada@",
        "@example.org",
        "ada@example",
        "ada@localhost",
        "ada lovelace@example.org",
        "\"ada\"@example.org",
        "\"q q\"@example.org",
        "ada@@example.org",
        "ada@example..org",
        "ada@.example.org",
        "ada@-example.org",
        "ada@exa_mple.org",
        "ada@[127.0.0.1]",
        ".ada@example.org",
        "ada.@example.org",
        "a..da@example.org",
        "ada(she)@example.org",
        "Ada <ada@example.org>",
        "ada@example.org,bob@example.org",
        "ada@example.org;bob@example.org",
        "ada@example.org\r\nBcc: bob@example.org",
        "ada\r\n@example.org",
        "a\u0000da@example.org",
        "a\u0085da@example.org",
        "a\u00A0da@example.org",
        "a\u200Bda@example.org",
        "a\u202Eda@example.org",
        "ada\u2028@example.org"
      })
  void whatSmtpCannotReachOrAMailCouldBeSplitAtIsRefused(String text) {
    assertThat(key(text)).isEmpty();
  }

  @Test
  void domainsThatTheOldRulesWouldSendToAnotherMailboxAreRefused() {
    assertThat(key("ada@straße.de")).isEmpty();
    assertThat(key("ada@fa\u200Dma.org")).isEmpty();
    assertThat(key("ada@xn--strae-oqa.de")).contains("ada@xn--strae-oqa.de");
  }

  @Test
  void itPrintsMasked() {
    EmailAddress address = EmailAddress.parse("ada.lovelace@example.org").orElseThrow();

    assertThat(address).hasToString("ad…@example.org");
    assertThat(EmailAddress.parse("a@example.org").orElseThrow()).hasToString("a…@example.org");
  }

  private static Optional<String> key(String text) {
    return EmailAddress.parse(text).map(EmailAddress::key);
  }
}
