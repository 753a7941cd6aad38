package io.reveil.subscription.request;

import io.reveil.consent.Doorway;
import io.reveil.consent.wording.NoticeRef;
import io.reveil.contact.Contact;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Language;
import io.reveil.kernel.Purpose;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Somebody asked that we write to an address.
 *
 * @param doorway where it was asked
 * @param purposes whose boxes were ticked
 * @param left whose boxes were shown and left empty, of those that ask for measuring (A36)
 * @param move whose letters would go elsewhere by it, if anybody's
 * @param doiMessage the mail that carries its link
 * @param firstAskedAt when its boxes were ticked, if somebody only asked for a new link since
 * @param forgetAt when the row goes, whatever became of it; the proof of a consent stands in the ledger
 */
public record Request(
    ContactId contact,
    long id,
    RequestState state,
    String formId,
    Doorway doorway,
    Language language,
    List<Asked> purposes,
    List<Asked> left,
    Optional<Move> move,
    long doiMessage,
    Instant createdAt,
    Optional<Instant> firstAskedAt,
    Instant expiresAt,
    Instant forgetAt,
    Optional<Instant> settledAt) {

  /** One box, with the wording beside it. */
  public record Asked(Purpose purpose, NoticeRef notice) {}

  public Request {
    purposes = List.copyOf(purposes);
    left = List.copyOf(left);
  }

  /** What was read beside the boxes that were ticked. */
  public List<NoticeRef> notices() {
    return purposes.stream().map(Asked::notice).toList();
  }

  /** When its boxes were ticked. */
  public Instant askedAt() {
    return firstAskedAt.orElse(createdAt);
  }

  /** The address whose owner this asks: the person's own, or the one that is to become so. */
  public Optional<EmailAddress> address(Contact person) {
    return wanted().or(person::email);
  }

  /**
   * Whether the person left that address since: who reads its mails today may be anybody, as mailboxes are given anew
   * (A43).
   *
   * @param movedAt since when the person has the address of today, if it was another before
   */
  public boolean wasLeft(Contact person, Optional<Instant> movedAt) {
    return wanted()
        .map(address -> state == RequestState.CONFIRMED
            && !person.email().map(EmailAddress::key).equals(Optional.of(address.key())))
        .orElseGet(() -> movedAt.filter(createdAt::isBefore).isPresent());
  }

  /** Whose letters would go elsewhere by it. */
  public Optional<ContactId> mover() {
    return move.map(one -> switch (one) {
      case Move.To _ -> contact;
      case Move.From(ContactId former) -> former;
    });
  }

  /** The address that is to become the person's. */
  public Optional<EmailAddress> wanted() {
    return move.flatMap(one -> switch (one) {
      case Move.To(EmailAddress address) -> Optional.of(address);
      case Move.From _ -> Optional.empty();
    });
  }
}
