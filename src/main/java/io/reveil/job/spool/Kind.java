package io.reveil.job.spool;

import java.util.regex.Pattern;

/**
 * What a record is. The name stands in files that a later version reads: it never changes.
 *
 * @param name for files, logs and metrics: {@code withdrawal}
 */
public record Kind(String name, Rank rank) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z-]{0,30}");

  /** Who gives way where room is short. */
  public enum Rank {
    /** What a person did: gets the last of the room. */
    ACT,
    /** What was only noticed: leaves a quarter of the room to acts. */
    SIGNAL
  }

  public Kind {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("a kind is named by a few small letters: " + name);
    }
  }
}
