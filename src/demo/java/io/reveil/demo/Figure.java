package io.reveil.demo;

/** A figure of the story: what must be, and what was found. */
record Figure(String act, String name, String expected, String found, boolean agrees) {
  static Figure equal(String act, String name, long expected, long found) {
    return new Figure(act, name, String.valueOf(expected), String.valueOf(found), expected == found);
  }

  static Figure between(String act, String name, long least, long most, long found) {
    return new Figure(act, name, least + " to " + most, String.valueOf(found), least <= found && found <= most);
  }

  static Figure text(String act, String name, String expected, String found) {
    return new Figure(act, name, expected, found, expected.equals(found));
  }
}
