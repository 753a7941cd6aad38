package io.reveil.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.consent.wording.PurposeSheet;
import io.reveil.consent.wording.Purposes;
import io.reveil.testing.Rig;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** B12. */
@Tag("sql")
class ListedTest {
  @RegisterExtension
  static final Rig rig = Rig.standard();

  @Test
  void aDeclaredListIdIsALabelAndAnId() {
    assertThat(Letters.Listed.read("\"La lettre du matin\" <news.example.org>"))
        .isEqualTo(new Letters.Listed("La lettre du matin", "news.example.org"));
    assertThat(Letters.Listed.read("<news.example.org>"))
        .isEqualTo(new Letters.Listed("news.example.org", "news.example.org"));
  }

  @Test
  void theShippedPurposesHaveOneThatAHeaderCanHold() {
    assertThat(rig.bean(Purposes.class).all().stream().flatMap(sheet -> sheet.mailing().stream()))
        .isNotEmpty()
        .map(PurposeSheet.Mailing::listId)
        .map(Letters.Listed::read)
        .allMatch(listed -> listed.listId().matches("[a-z0-9.-]+"));
  }
}
