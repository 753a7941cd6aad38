package io.reveil.subscription.request;

import io.reveil.consent.ConsentKey;
import io.reveil.consent.ConsentState;
import io.reveil.consent.CurrentConsent;
import io.reveil.consent.ledger.Grounds;
import io.reveil.consent.permission.Permissions;
import io.reveil.kernel.Channel;
import io.reveil.kernel.ContactId;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * What followed from a change of address, and falls with it: whoever was let in by the first may have moved on, to keep the
 * person's letters (A43, promise 1).
 */
@Singleton
public class LaterMoves {
  private final Requests requests;
  private final Permissions permissions;
  private final Grounds grounds;

  LaterMoves(Requests requests, Permissions permissions, Grounds grounds) {
    this.requests = requests;
    this.permissions = permissions;
    this.grounds = grounds;
  }

  /** The changes of address of the same person that were confirmed since. */
  public List<Request> list(Request first) {
    return first.mover().map(requests::listMoves).orElse(List.of()).stream()
        .filter(move -> move.state() == RequestState.CONFIRMED
            && move.id() != first.id()
            && !since(move).isBefore(since(first)))
        .toList();
  }

  /** Those who were asked in the person's place since. */
  public List<ContactId> successors(Request first) {
    return list(first).stream()
        .filter(LaterMoves::isAnothers)
        .map(Request::contact)
        .toList();
  }

  /**
   * What ends with a confirmation. Of a change of address all that was agreed to since in the person's place, also where the
   * letters went after; of a contact who had that mailbox before, what this change brought.
   */
  public List<ConsentKey> ended(Request request) {
    if (request.state() != RequestState.CONFIRMED || request.mover().isEmpty()) {
      return grounds.grantedBy(request.contact(), request.id());
    }
    Stream<ConsentKey> here = isAnothers(request)
        ? grounds.grantedBy(request.contact(), request.id()).stream()
        : permissions.list(request.contact()).stream()
            .filter(consent -> consent.state() == ConsentState.GRANTED
                && (consent.key().channel() == Channel.EMAIL
                    || isAgreedSince(consent, since(request))))
            .map(CurrentConsent::key);
    Stream<ConsentKey> elsewhere = list(request).stream()
        .filter(LaterMoves::isAnothers)
        .flatMap(move -> grounds.grantedBy(move.contact(), move.id()).stream());
    return Stream.concat(here, elsewhere).toList();
  }

  /** Whether it stands and the person agreed to it since, as far as it shows. */
  public static boolean isAgreedSince(CurrentConsent consent, Instant since) {
    return consent.state() == ConsentState.GRANTED
        && consent.isOwnAct()
        && !consent.since().isBefore(since);
  }

  /** When it was answered. */
  public static Instant since(Request request) {
    return request.settledAt().orElse(request.createdAt());
  }

  private static boolean isAnothers(Request request) {
    return request.move().filter(Move.From.class::isInstance).isPresent();
  }
}
