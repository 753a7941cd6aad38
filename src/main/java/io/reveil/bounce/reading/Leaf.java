package io.reveil.bounce.reading;

/**
 * A part of a mail that has no parts.
 *
 * @param type such as text/plain, in lower case
 * @param nested in how many mails within the mail it lies: 0 is what the sender says, 1 the mail that came back
 */
record Leaf(String type, String text, int nested) {}
