package io.reveil.demo.world;

import java.util.Locale;

/** A figure of the story: what must be, and what was found. */
public record Figure(String act, String name, String expected, String found, boolean agrees) {
  private static final char NARROW_SPACE = '\u202f';

  public static Figure equal(String act, String name, long expected, long found) {
    return new Figure(act, name, count(expected), count(found), expected == found);
  }

  public static Figure between(String act, String name, long least, long most, long found) {
    String range = count(least) + " to " + count(most);
    return new Figure(act, name, range, count(found), least <= found && found <= most);
  }

  public static Figure text(String act, String name, String expected, String found) {
    return new Figure(act, name, expected, found, expected.equals(found));
  }

  /** A number as people read it, the same whatever the machine's language. */
  public static String count(long number) {
    return String.format(Locale.ENGLISH, "%,d", number).replace(',', NARROW_SPACE);
  }
}
