package io.reveil.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.kernel.Purpose;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a page of boxes says once it is posted: of the boxes that it showed, and of no others (A29). */
class BoxesTest {
  private static final Purpose LETTER = new Purpose("newsletter");
  private static final Purpose SURVEY = new Purpose("survey");
  private static final Purpose OFFERS = new Purpose("offers");

  private final Boxes boxes = new Boxes(Posted.of(Map.of(
      "purposes", List.of("newsletter"),
      "notice.newsletter", List.of("3"),
      "notice.survey", List.of("1"))));

  @Test
  void aBoxIsTickedUntickedOrWasNotThere() {
    assertThat(boxes.isTicked(LETTER)).isTrue();
    assertThat(boxes.isUnticked(LETTER)).isFalse();

    assertThat(boxes.isTicked(SURVEY)).isFalse();
    assertThat(boxes.isUnticked(SURVEY)).isTrue();

    assertThat(boxes.isTicked(OFFERS)).isFalse();
    assertThat(boxes.isUnticked(OFFERS)).isFalse();
  }

  @Test
  void onlyTheVersionBesideTheBoxWasRead() {
    assertThat(boxes.wasRead(LETTER, 3)).isTrue();
    assertThat(boxes.wasRead(LETTER, 2)).isFalse();
    assertThat(boxes.wasRead(LETTER, 33)).isFalse();
    assertThat(boxes.wasRead(OFFERS, 1)).isFalse();
  }

  @Test
  void aPageThatNamesTwoVersionsOfOneTextShowsNeither() {
    Boxes twice = new Boxes(Posted.of(Map.of("notice.newsletter", List.of("2", "3"))));

    assertThat(twice.wasRead(LETTER, 2)).isFalse();
    assertThat(twice.wasRead(LETTER, 3)).isFalse();
  }

  @Test
  void untickedBoxesEndWhatTheyStandForAndGrantNothing() {
    Boxes unticked = Boxes.unticked(Set.of(LETTER));

    assertThat(unticked.isUnticked(LETTER)).isTrue();
    assertThat(unticked.isUnticked(SURVEY)).isFalse();
    assertThat(unticked.isTicked(LETTER)).isFalse();
    assertThat(unticked.wasRead(LETTER, 1)).isFalse();
  }
}
