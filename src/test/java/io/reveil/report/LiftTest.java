package io.reveil.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reveil.report.Lift.Measured;
import io.reveil.report.Lift.Side;
import io.reveil.report.Lift.Wilson;
import java.time.Period;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LiftTest {
  private static final Offset<Double> FOURTH_PLACE = within(0.00005);

  /** F8: 45 of 900 against 3 of 100 are two points, and nothing is proven by them. */
  @Test
  void twoPointsOnAHundredHeldOutAreNotConclusive() {
    Measured lift = (Measured) Lift.between(new Side(900, 45), new Side(100, 3));

    assertThat(lift.difference()).isCloseTo(0.02, FOURTH_PLACE);
    assertThat(lift.isConclusive()).isFalse();
    assertThat(Sentences.says(lift))
        .isEqualTo(
            "5.0\u00A0% of those written to bought, 3.0\u00A0% of those held out: a difference of"
                + " 2.0 points, 95\u00A0% interval \u22123.6 to 4.6, not conclusive.");
  }

  /** Newcombe 1998, Statistics in Medicine 17:873, table II, method 10, examples (a), (b) and (e). */
  @Test
  void theIntervalsAreThoseOfThePaper() {
    assertInterval(new Side(70, 56), new Side(80, 48), 0.0524, 0.3339);
    assertInterval(new Side(10, 9), new Side(10, 3), 0.1705, 0.8090);
    assertInterval(new Side(56, 5), new Side(29, 0), -0.0381, 0.1926);
  }

  private static void assertInterval(Side one, Side other, double low, double high) {
    Measured lift = (Measured) Lift.between(one, other);

    assertThat(lift.low()).isCloseTo(low, FOURTH_PLACE);
    assertThat(lift.high()).isCloseTo(high, FOURTH_PLACE);
  }

  @Test
  void aWilsonIntervalStaysBetweenNothingAndAll() {
    assertThat(Wilson.of(new Side(29, 0)).low()).isCloseTo(0, within(1e-12));
    assertThat(Wilson.of(new Side(29, 29)).high()).isCloseTo(1, within(1e-12));
  }

  @Test
  void aDifferenceFarFromZeroIsConclusive() {
    Measured lift = (Measured) Lift.between(new Side(9000, 900), new Side(1000, 30));

    assertThat(lift.isConclusive()).isTrue();
    assertThat(Sentences.says(lift)).endsWith(", conclusive.");
  }

  @Test
  void withoutPeopleHeldOutThereIsNothingToCompareWith() {
    Lift lift = Lift.between(new Side(900, 45), new Side(0, 0));

    assertThat(Sentences.comparison(lift, Period.ofDays(30)).measurable()).isFalse();
    assertThat(Sentences.comparison(lift, Period.ofDays(30)).says()).contains("nobody is held out");
  }
}
