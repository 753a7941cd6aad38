package io.reveil.job.spool;

import java.util.List;

/**
 * Takes the records of one kind back when the database answers again. Implemented by the package that appends them.
 *
 * <p>A record is replayed once: the transaction of {@link #replay} also writes its receipt. What a replay does must
 * still bear repetition, since the request whose connection broke at its commit may have done it already.
 */
public interface Spooled {
  Kind kind();

  /**
   * Does what the records ask for, oldest first, in the caller's transaction. Throws where one of them cannot be replayed:
   * then each is tried by itself, and that one stays, is told in the log and by {@code /health}, and is tried again.
   */
  void replay(List<Entry> entries);
}
