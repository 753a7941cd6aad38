package io.reveil.consent;

/** The legal basis of a contact, channel and purpose (A9). */
public enum Basis {
  CONSENT,
  CUSTOMER_SOFT_OPT_IN,
  PROFESSIONAL_LEGITIMATE_INTEREST,
  TRANSACTIONAL,
  NONE
}
