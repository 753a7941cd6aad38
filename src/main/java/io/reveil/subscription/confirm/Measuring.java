package io.reveil.subscription.confirm;

import io.reveil.consent.ConsentKey;
import io.reveil.consent.ConsentState;
import io.reveil.consent.CurrentConsent;
import io.reveil.consent.Doorway;
import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.ledger.Evidence;
import io.reveil.consent.permission.Permissions;
import io.reveil.consent.wording.Controller;
import io.reveil.consent.wording.PurposeKind;
import io.reveil.consent.wording.PurposeSheet;
import io.reveil.consent.wording.Purposes;
import io.reveil.contact.Contact;
import io.reveil.contact.ContactState;
import io.reveil.delivery.Measure;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.Installation;
import io.reveil.kernel.Purpose;
import io.reveil.link.LinkAction;
import io.reveil.subscription.Boxes;
import io.reveil.subscription.SubscriptionConfig;
import io.reveil.subscription.request.Request;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether somebody agrees that opening and clicking is measured: asked beside a confirmation and never part of it (A2,
 * A30, A37). Silence is a refusal, and after it nobody is asked again for half a year (A36).
 */
@Singleton
class Measuring {
  private final Clock clock;
  private final Installation installation;
  private final Purposes purposes;
  private final Permissions permissions;
  private final ConsentLedger ledger;
  private final Measure.Ceiling ceiling;
  private final Duration pause;

  Measuring(
      Clock clock,
      Installation installation,
      Purposes purposes,
      Permissions permissions,
      ConsentLedger ledger,
      Measure.Ceiling ceiling,
      SubscriptionConfig config) {
    this.clock = clock;
    this.installation = installation;
    this.purposes = purposes;
    this.permissions = permissions;
    this.ledger = ledger;
    this.ceiling = ceiling;
    this.pause = config.askTrackingAgain();
  }

  /** How long nobody is asked again after an answer. */
  Duration pause() {
    return pause;
  }

  /**
   * What the page of this request asks: nothing that this installation does not measure anyway (A7), neither what its form
   * asked already, nor what was answered a short time ago; with a new address what the person agreed to for the former one,
   * where it ends (A43), unless whoever has the new one refused it a short time ago (A36).
   */
  List<PurposeSheet> questions(Request request, Contact contact) {
    if (contact.state() == ContactState.RESTRICTED) {
      return List.of();
    }
    return tracking(request).stream()
        .filter(sheet -> isMeasured(sheet.kind()))
        .filter(sheet -> !wasLeft(request, sheet))
        .filter(sheet -> request
            .mover()
            .map(mover -> goesAlong(sheet, mover, contact.id()))
            .orElseGet(() -> mayBeAsked(sheet, contact.id())))
        .toList();
  }

  private boolean goesAlong(PurposeSheet sheet, ContactId mover, ContactId asked) {
    return isGranted(sheet.id(), mover) && (mover.equals(asked) || mayBeAsked(sheet, asked));
  }

  private boolean mayBeAsked(PurposeSheet sheet, ContactId contact) {
    Instant now = clock.instant();
    return permissions
        .find(purposes.key(contact, sheet.id()))
        .map(known -> mayBeAskedAgain(known, now))
        .orElse(true);
  }

  /** Measuring by e-mail that this request does not ask for itself, of those alone whom it asked (A30, A37). */
  private List<PurposeSheet> tracking(Request request) {
    Set<Controller> asked = request.purposes().stream()
        .flatMap(one -> purposes.find(one.purpose()).stream())
        .map(PurposeSheet::controller)
        .collect(Collectors.toSet());
    return purposes.measuring().stream()
        .filter(sheet -> asked.contains(sheet.controller()))
        .filter(
            sheet -> request.purposes().stream().noneMatch(one -> one.purpose().equals(sheet.id())))
        .toList();
  }

  private boolean isMeasured(PurposeKind kind) {
    Measure most = ceiling.most();
    return kind == PurposeKind.OPEN_TRACKING
        ? most.opens() != Measure.Opens.OFF
        : most.links() != Measure.Links.OFF;
  }

  /** The form showed it, and its box came back empty. */
  private static boolean wasLeft(Request request, PurposeSheet sheet) {
    return request.left().stream().anyMatch(asked -> asked.purpose().equals(sheet.id()));
  }

  private boolean mayBeAskedAgain(CurrentConsent known, Instant now) {
    return switch (known.state()) {
      case NONE -> true;
      case GRANTED -> false;
      case REFUSED, WITHDRAWN, EXPIRED -> !now.isBefore(known.since().plus(pause));
    };
  }

  /** What the person agreed to beside what this request asked for. */
  List<Purpose> agreedBeside(Request request) {
    return tracking(request).stream()
        .map(PurposeSheet::id)
        .filter(id -> isGranted(id, request.contact()))
        .toList();
  }

  private boolean isGranted(Purpose purpose, ContactId contact) {
    return permissions
        .find(purposes.key(contact, purpose))
        .filter(known -> known.state() == ConsentState.GRANTED)
        .isPresent();
  }

  /**
   * Takes the answers of a press that confirmed, in its transaction. A box ticked beside a text that changed meanwhile is
   * no answer at all.
   *
   * @param asked the questions of its page, as they were before the press
   * @param confirmed the evidence of the confirmation itself, for one of its purposes
   */
  void answer(
      Request request,
      List<PurposeSheet> asked,
      Confirmations.Agreement agreement,
      Evidence.LinkConfirmed confirmed) {
    Doorway page = Doorway.hosted(URI.create(installation.url("/" + LinkAction.CONFIRM.path())));
    Boxes boxes = agreement.boxes();
    for (PurposeSheet sheet : asked) {
      ConsentKey key = purposes.key(request.contact(), sheet.id());
      var notice = purposes.notice(sheet.id(), agreement.shownIn().orElse(request.language()));
      if (boxes.isUnticked(sheet.id())) {
        ledger.refuse(key, silence(page, confirmed));
      } else if (boxes.isTicked(sheet.id()) && boxes.wasRead(sheet.id(), notice.version())) {
        ledger.grant(key, confirmed.of(page, notice));
      }
    }
    tracking(request).stream()
        .filter(sheet -> wasLeft(request, sheet))
        .forEach(sheet -> ledger.refuse(
            purposes.key(request.contact(), sheet.id()), silence(request.doorway(), confirmed)));
  }

  private static Evidence.LeftUnticked silence(Doorway shownAt, Evidence.LinkConfirmed confirmed) {
    return new Evidence.LeftUnticked(
        confirmed.occurredAt(), shownAt, confirmed.requestId(), confirmed.linkKeyId());
  }
}
