package io.reveil.contact;

import java.util.Set;

/** Where a contact stands. */
public enum ContactState {
  /** Asked for mail and never confirmed: address only, in no audience or figure. Then LIVE or ERASED. */
  PENDING,
  /** Known. Then RESTRICTED or ERASED. */
  LIVE,
  /** Frozen at the person's request (GDPR art. 18). Then LIVE or ERASED. */
  RESTRICTED,
  /** Gone; nothing follows. */
  ERASED;

  /** The states from which a contact may come to this one. */
  Set<ContactState> after() {
    return switch (this) {
      case PENDING -> Set.of();
      case LIVE -> Set.of(PENDING, RESTRICTED);
      case RESTRICTED -> Set.of(LIVE);
      case ERASED -> Set.of(PENDING, LIVE, RESTRICTED);
    };
  }
}
