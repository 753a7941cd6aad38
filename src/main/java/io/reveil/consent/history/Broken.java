package io.reveil.consent.history;

/** The ledger is not as Réveil wrote it: nothing may follow from it. */
public final class Broken extends RuntimeException {
  /** What to do whatever was found. */
  public static final String ADVICE =
      "Keep a copy of the database as it is, and compare it with the last backup that verifies.";

  private static final long serialVersionUID = 1L;

  public Broken(String fault) {
    super(fault + " " + ADVICE);
  }
}
