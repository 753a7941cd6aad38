package io.reveil.contact;

/** Where a contact stands. */
public enum ContactState {
  /** Asked for mail and never confirmed: address only, in no audience or figure. Then LIVE or ERASED. */
  PENDING,
  /** Known. Then RESTRICTED or ERASED. */
  LIVE,
  /** Frozen at the person's request (GDPR art. 18). Then LIVE or ERASED. */
  RESTRICTED,
  /** Gone; nothing follows. */
  ERASED
}
