package io.reveil.kernel;

/**
 * What a capability knows about one person. Every package that stores personal data has exactly one implementation, so
 * that a rights request reaches all of them without a list to keep up to date (GDPR art. 15, 17).
 */
public interface PersonalData {
  /** The name of this part in an export, as a JSON key. */
  String section();

  /** Whether it shows what somebody agreed to, and may have to outlive what it is about (GDPR art. 7(1)). */
  default boolean isEvidence() {
    return false;
  }

  /** All that is stored here about the person, as plain maps, lists, text and numbers (GDPR art. 15, 20). */
  Object export(Subject subject);

  /**
   * Erases or anonymises the data, files included, and says how many rows it touched. Idempotent. All parts in one
   * transaction: what is recorded meanwhile asks whether the contact is still there.
   */
  int erase(Subject subject);
}
