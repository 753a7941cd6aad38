package io.reveil.consent.history;

/** The first fault found: it ends the verification, or whatever else relied on the ledger. */
public final class Broken extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final String COMPARE =
      " Keep a copy of the database as it is, and compare it with the last backup that verifies.";

  private Broken(String sentence) {
    super(sentence);
  }

  /** Something in the database was changed past Réveil. */
  public static Broken database(String fact) {
    return new Broken(fact + COMPARE);
  }

  /** The witness and the ledger do not fit. */
  public static Broken witness(String sentence) {
    return new Broken(sentence);
  }
}
