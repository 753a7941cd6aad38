package io.reveil.contact;

import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Language;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * A person we may know how to reach.
 *
 * @param country ISO 3166-1 alpha-2, if known
 * @param zone the person's own, if known; {@link Zones} says by what clock they live
 * @param provenance where we have the data from, if known
 * @param bucket random for life; holdout is drawn from it (F7)
 */
public record Contact(
    ContactId id,
    ContactState state,
    Optional<EmailAddress> email,
    Language language,
    Optional<String> country,
    Optional<ZoneId> zone,
    Category category,
    Optional<Provenance> provenance,
    long bucket,
    boolean undeliverable,
    Instant createdAt) {

  /** LIVE, as if new. */
  Contact enlivened(Instant at) {
    return with(ContactState.LIVE, provenance, at);
  }

  Contact comingFrom(Provenance where) {
    return with(state, Optional.of(where), createdAt);
  }

  private Contact with(ContactState state, Optional<Provenance> provenance, Instant createdAt) {
    return new Contact(
        id,
        state,
        email,
        language,
        country,
        zone,
        category,
        provenance,
        bucket,
        undeliverable,
        createdAt);
  }
}
