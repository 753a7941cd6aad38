package io.reveil.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A form body is read as far as it can be: a withdrawal passes with whatever a mail program made of it (B5). */
class PostedTest {
  @Test
  void valuesAreReadByName() {
    Posted posted = Posted.of("email=ada%2Bx%40example.org&first_name=Zo%C3%A9+Anne&nonce=");

    assertThat(posted.text("email")).isEqualTo("ada+x@example.org");
    assertThat(posted.text("first_name")).isEqualTo("Zoé Anne");
    assertThat(posted.text("nonce")).isEmpty();
    assertThat(posted.all("nonce")).containsExactly("");
  }

  @Test
  void whatWasNotSentIsEmpty() {
    assertThat(Posted.of("").text("email")).isEmpty();
    assertThat(Posted.of("").all("email")).isEmpty();
  }

  @Test
  void aNameThatComesTwiceKeepsBothInTheirOrder() {
    Posted posted = Posted.of("purposes=newsletter&purposes=survey");

    assertThat(posted.all("purposes")).containsExactly("newsletter", "survey");
    assertThat(posted.text("purposes")).isEqualTo("newsletter");
  }

  @Test
  void whatIsNoPairIsPassedOver() {
    Posted posted = Posted.of("&&alone&=nameless&scope=all&");

    assertThat(posted.text("scope")).isEqualTo("all");
    assertThat(posted.all("alone")).isEmpty();
    assertThat(posted.all("")).isEmpty();
  }

  @Test
  void whatIsWronglyEncodedStandsAsItCame() {
    assertThat(Posted.of("scope=%zz&a=100%").text("scope")).isEqualTo("%zz");
    assertThat(Posted.of("scope=%zz&a=100%").text("a")).isEqualTo("100%");
  }

  /** (RFC 8058 §3.1): the one press of a mail program may come as a form of several parts. */
  @Test
  void wordsAreFoundInABodyOfAnyForm() {
    String parts =
        "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click";

    assertThat(Posted.of("List-Unsubscribe=One-Click").mentions("One-Click")).isTrue();
    assertThat(Posted.of(parts).mentions("One-Click")).isTrue();
    assertThat(Posted.of("scope=all").mentions("One-Click")).isFalse();
  }
}
