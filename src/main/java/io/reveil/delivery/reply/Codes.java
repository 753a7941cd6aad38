package io.reveil.delivery.reply;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The codes of a text.
 *
 * @param basic the three digits, or 0
 * @param enhanced as in 5.1.1 (RFC 3463), or empty
 */
record Codes(int basic, String enhanced) {
  private static final Codes NONE = new Codes(0, "");
  private static final int LONGEST = 8_000;

  /** The codes that servers use, so that neither a port nor a size is taken for one. */
  private static final Pattern BASIC =
      Pattern.compile("(?<![\\w.,-])(4(?:21|22|3[12]|4[1267]|5[0-5]|71)"
          + "|5(?:0[0-4]|1[0-35]|2[1-3]|3[0458]|41|5[0-7]|7[01]))(?![\\w.])"
          + "[ :#(-]{0,3}([245]\\.\\d{1,3}\\.\\d{1,3}(?![\\d.]*\\d))?");

  private static final Pattern ENHANCED =
      Pattern.compile("(?<![\\d.])([245]\\.[0-7]\\.\\d{1,3})(?!\\.?\\d)");

  /** The most specific of a text; of equals the first. */
  static Codes in(String text) {
    String within = text.substring(0, Math.min(text.length(), LONGEST));
    Codes best = NONE;
    Matcher basic = BASIC.matcher(within);
    while (basic.find()) {
      Codes found =
          new Codes(Integer.parseInt(basic.group(1)), basic.group(2) == null ? "" : basic.group(2));
      if (best.basic == 0 || found.specificity() > best.specificity()) {
        best = found;
      }
    }
    Matcher enhanced = ENHANCED.matcher(within);
    while (enhanced.find()) {
      if (specificity(enhanced.group(1)) > best.specificity()) {
        best = new Codes(best.basic, enhanced.group(1));
      }
    }
    return best;
  }

  /** These where they say as much as the others, else the others. */
  Codes over(Codes others) {
    if (specificity() >= others.specificity()) {
      return this;
    }
    return new Codes(basic == 0 ? others.basic : basic, others.enhanced);
  }

  static boolean isSpecific(String enhanced) {
    return specificity(enhanced) == 3;
  }

  private int specificity() {
    return specificity(enhanced);
  }

  /** 5.0.x and 5.x.0 only say that something failed, or on which side. */
  private static int specificity(String enhanced) {
    if (enhanced.isEmpty()) {
      return 0;
    }
    String detail = enhanced.substring(2);
    if (detail.startsWith("0.")) {
      return 1;
    }
    return detail.endsWith(".0") ? 2 : 3;
  }
}
