package io.reveil.contact;

/** What a person is to the controller: different rules apply (A9, A20). */
public enum Category {
  PROSPECT,
  CUSTOMER,
  FORMER_CUSTOMER,
  PROFESSIONAL
}
