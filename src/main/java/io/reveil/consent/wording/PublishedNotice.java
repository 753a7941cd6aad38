package io.reveil.consent.wording;

import java.time.Instant;

/** A wording as it was shown, word for word. */
public record PublishedNotice(NoticeRef reference, Instant publishedAt, String body) {
  /** Of the purpose, as its box named it. */
  public String name() {
    return line(0);
  }

  /** What stood below the name. */
  public String description() {
    return line(1);
  }

  /** A body begins with these, a line each. */
  private String line(int at) {
    return body.lines().skip(at).findFirst().orElse("");
  }
}
