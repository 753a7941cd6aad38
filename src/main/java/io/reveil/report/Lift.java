package io.reveil.report;

/** Whether the mails made a difference, on an outcome that people without mails can show too (F8). */
sealed interface Lift {
  /** One side of the comparison: how many people, and how many of them bought. */
  record Side(long people, long bought) {
    double rate() {
      return people == 0 ? 0 : (double) bought / people;
    }
  }

  /**
   * Difference of the two rates with its 95 % interval (Newcombe 1998, method 10: two Wilson intervals).
   *
   * @param low the interval's lower end, as a share
   */
  record Measured(Side treated, Side heldOut, double difference, double low, double high)
      implements Lift {
    /** An interval that spans zero leaves open whether there is any difference. */
    boolean isConclusive() {
      return low > 0 || high < 0;
    }
  }

  /** @param why a sentence */
  record NotMeasurable(String why) implements Lift {}

  /** The two sides compared; without people on both there is nothing to compare. */
  static Lift between(Side treated, Side heldOut) {
    if (treated.people() == 0 || heldOut.people() == 0) {
      return new NotMeasurable(
          "Lift cannot be measured: nobody is held out, so there is nobody to compare with.");
    }
    Wilson one = Wilson.of(treated);
    Wilson other = Wilson.of(heldOut);
    double difference = treated.rate() - heldOut.rate();
    return new Measured(
        treated,
        heldOut,
        difference,
        difference - Math.hypot(treated.rate() - one.low(), other.high() - heldOut.rate()),
        difference + Math.hypot(one.high() - treated.rate(), heldOut.rate() - other.low()));
  }

  /** The 95 % score interval of one rate (Wilson 1927). */
  record Wilson(double low, double high) {
    private static final double Z = 1.959963984540054;

    static Wilson of(Side side) {
      double people = side.people();
      double rate = side.rate();
      double centre = rate + Z * Z / (2 * people);
      double spread = Z * Math.sqrt(rate * (1 - rate) / people + Z * Z / (4 * people * people));
      double scale = 1 + Z * Z / people;
      return new Wilson((centre - spread) / scale, (centre + spread) / scale);
    }
  }
}
