package io.reveil.subscription.preference;

import io.reveil.activity.Activities;
import io.reveil.activity.ContactEvent;
import io.reveil.activity.Signal;
import io.reveil.consent.ledger.Applied;
import io.reveil.consent.ledger.Circumstances;
import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.ledger.Evidence;
import io.reveil.consent.wording.Purposes;
import io.reveil.contact.Contacts;
import io.reveil.job.Database;
import io.reveil.kernel.Installation;
import io.reveil.kernel.Language;
import io.reveil.link.LinkAction;
import io.reveil.link.Verified;
import io.reveil.subscription.Boxes;
import io.reveil.subscription.SignalKey;
import io.reveil.subscription.press.Press;
import io.reveil.subscription.press.Presses;
import io.reveil.subscription.press.Seen;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes what a person ticked and unticked. What is unticked ends first, and whatever the rest looks like; beginning
 * something needs the page of the last hour, the text that was read, and a press that is not a sandbox's (C2, A10).
 */
@Singleton
class Saving {
  private final Database database;
  private final Clock clock;
  private final Installation installation;
  private final Preferences preferences;
  private final Presses presses;
  private final Contacts contacts;
  private final Purposes purposes;
  private final ConsentLedger ledger;
  private final Activities activities;

  Saving(
      Database database,
      Clock clock,
      Installation installation,
      Preferences preferences,
      Presses presses,
      Contacts contacts,
      Purposes purposes,
      ConsentLedger ledger,
      Activities activities) {
    this.database = database;
    this.clock = clock;
    this.installation = installation;
    this.preferences = preferences;
    this.presses = presses;
    this.contacts = contacts;
    this.purposes = purposes;
    this.ledger = ledger;
    this.activities = activities;
  }

  /** Ends what was unticked, in a transaction of its own: it may take longer than whoever unticked it waits. */
  Map<Choice, Applied.Recorded> end(Verified.Authentic link, Boxes boxes) {
    return database.write(() -> preferences.end(link, boxes, clock.instant()));
  }

  /**
   * Begins what was ticked.
   *
   * @param shownIn the language of the page, whose texts were read
   * @param press empty if the page did not come from us within the hour
   * @param ended what the same press ended
   * @return empty if the person is gone by now
   */
  Optional<Saved> save(
      Verified.Authentic link,
      Boxes boxes,
      Language shownIn,
      Optional<Press> press,
      Map<Choice, Applied.Recorded> ended) {
    return database.write(() ->
        preferences.lookHeld(link).map(before -> save(before, link, boxes, shownIn, press, ended)));
  }

  private Saved save(
      Choices before,
      Verified.Authentic link,
      Boxes boxes,
      Language shownIn,
      Optional<Press> press,
      Map<Choice, Applied.Recorded> ended) {
    Instant now = clock.instant();
    List<Choice> wanted = before.all().stream()
        .filter(choice -> choice.isOffered()
            && !choice.isOn()
            && boxes.isTicked(choice.sheet().id()))
        .toList();
    Optional<Seen> seen =
        wanted.isEmpty() && ended.isEmpty() ? Optional.empty() : seen(before, link, press, now);
    Saved.Outcome outcome = judge(wanted, before.hold(), boxes, shownIn, seen);
    Map<Choice, Applied.Recorded> begun = outcome == Saved.Outcome.SAVED && !wanted.isEmpty()
        ? begin(wanted, link, shownIn, seen.orElseThrow().circumstances(), now)
        : Map.of();
    Choices after = preferences.choices(before.contact(), before.letter());
    if (after.haveALetterOn() && seen.filter(one -> !one.isDoubtful()).isPresent()) {
      noteLife(begun, ended, link, now);
    }
    return new Saved(
        after, outcome, wanted, List.copyOf(begun.keySet()), List.copyOf(ended.keySet()));
  }

  private Optional<Seen> seen(
      Choices before, Verified.Authentic link, Optional<Press> press, Instant now) {
    return press.flatMap(pressed -> before
        .contact()
        .email()
        .map(address ->
            presses.seen(pressed, before.contact().id(), link.reference(), address, now)));
  }

  private Saved.Outcome judge(
      List<Choice> wanted, Choices.Hold hold, Boxes boxes, Language shownIn, Optional<Seen> seen) {
    if (wanted.isEmpty()) {
      return Saved.Outcome.SAVED;
    }
    if (seen.isEmpty()) {
      return Saved.Outcome.STALE;
    }
    if (hold != Choices.Hold.NONE) {
      return Saved.Outcome.HELD;
    }
    boolean read = wanted.stream()
        .allMatch(choice -> boxes.wasRead(
            choice.sheet().id(), purposes.notice(choice.sheet().id(), shownIn).version()));
    if (!read) {
      return Saved.Outcome.TEXT_CHANGED;
    }
    return seen.get().isDoubtful() ? Saved.Outcome.QUESTIONED : Saved.Outcome.SAVED;
  }

  private Map<Choice, Applied.Recorded> begin(
      List<Choice> wanted,
      Verified.Authentic link,
      Language shownIn,
      Circumstances seen,
      Instant now) {
    URI page = URI.create(installation.url("/" + LinkAction.PREFERENCES.path()));
    Map<Choice, Applied.Recorded> begun = new LinkedHashMap<>();
    for (Choice choice : wanted) {
      Evidence.BoxTicked evidence = new Evidence.BoxTicked(
          now,
          page,
          purposes.notice(choice.sheet().id(), shownIn),
          link.reference(),
          link.keyId(),
          seen);
      if (ledger.tick(choice.consent().key(), evidence) instanceof Applied.Recorded recorded) {
        begun.put(choice, recorded);
      }
    }
    if (!begun.isEmpty()) {
      contacts.markReachable(link.contact());
    }
    return begun;
  }

  /** A change is a sign of life of whoever goes on receiving something (A21); each change is one of its own. */
  private void noteLife(
      Map<Choice, Applied.Recorded> begun,
      Map<Choice, Applied.Recorded> ended,
      Verified.Authentic link,
      Instant now) {
    List<Applied.Recorded> changes = new ArrayList<>(begun.values());
    changes.addAll(ended.values());
    changes.stream()
        .findFirst()
        .ifPresent(change -> activities.record(List.of(new ContactEvent(
            link.contact(),
            new Signal.PreferencesSaved(link.reference()),
            now,
            SignalKey.of(SignalKey.Kind.PREFERENCES, change.eventId()),
            "link"))));
  }
}
