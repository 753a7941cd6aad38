package io.reveil.subscription.request;

import io.reveil.consent.wording.NoticeRef;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.Language;
import io.reveil.kernel.Purpose;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Somebody asked that we write to an address.
 *
 * @param page where it was asked
 * @param doiMessage the mail that carries its link
 * @param forgetAt when the row goes, whatever became of it; the proof of a consent stands in the ledger
 */
public record Request(
    ContactId contact,
    long id,
    RequestState state,
    String formId,
    URI page,
    Language language,
    List<Asked> purposes,
    long doiMessage,
    Instant createdAt,
    Instant expiresAt,
    Instant forgetAt,
    Optional<Instant> settledAt) {

  /** One box that was ticked, with the wording beside it. */
  public record Asked(Purpose purpose, NoticeRef notice) {}

  public Request {
    purposes = List.copyOf(purposes);
  }
}
