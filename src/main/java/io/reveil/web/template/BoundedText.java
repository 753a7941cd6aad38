package io.reveil.web.template;

import java.io.IOException;
import java.io.Writer;

/** What a template writes: a megabyte at most, so that a loop in it fills no memory. */
final class BoundedText extends Writer {
  private static final int MOST = 1 << 20;

  private final StringBuilder text = new StringBuilder();

  @Override
  public void write(char[] characters, int from, int length) throws IOException {
    if (text.length() + length > MOST) {
      throw new IOException("it writes more than a megabyte");
    }
    text.append(characters, from, length);
  }

  @Override
  public void flush() {
    // All is in memory.
  }

  @Override
  public void close() {
    // There is nothing to close.
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
