package io.reveil.contact;

import io.reveil.kernel.ContactId;

/** What became of a row; the contact is known in all cases but {@link Refused}. */
public sealed interface Upserted {
  record Created(ContactId contact) implements Upserted {}

  record Changed(ContactId contact) implements Upserted {}

  record Unchanged(ContactId contact) implements Upserted {}

  /** @param code stable: {@code NO_IDENTITY}, {@code ADDRESS_CHANGE}, {@code IDENTITY_CONFLICT}, {@code RESTRICTED} */
  record Refused(String column, String code, String reason) implements Upserted {}
}
