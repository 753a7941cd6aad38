package io.reveil.job;

/**
 * Another transaction wrote first what this one was about to write. It is run again whole, like one lost to a deadlock,
 * and then sees what the other wrote.
 */
public final class Raced extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** @param what the table or thing that both wrote, for the log; never a value */
  public Raced(String what) {
    super("another transaction was faster: " + what);
  }
}
