package io.reveil.consent.proof;

import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.reveil.consent.ConsentKey;
import io.reveil.consent.CurrentConsent;
import io.reveil.consent.ledger.Applied;
import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.ledger.Evidence;
import io.reveil.consent.ledger.Grounds;
import io.reveil.consent.permission.Permissions;
import io.reveil.consent.wording.PurposeSheet;
import io.reveil.consent.wording.Purposes;
import io.reveil.contact.Contact;
import io.reveil.contact.Persons;
import io.reveil.job.Database;
import io.reveil.kernel.Actor;
import io.reveil.kernel.Channel;
import io.reveil.kernel.Fault;
import io.reveil.kernel.Installation;
import io.reveil.kernel.Purpose;
import io.reveil.web.Constants;
import io.reveil.web.Moment;
import io.reveil.web.RequiresScope;
import io.reveil.web.Scope;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Ends a recorded consent, or another basis, that was never valid (E5). Mail that is queued on it does not leave. */
@Controller("/api/consents/invalidations")
@ExecuteOn(TaskExecutors.BLOCKING)
@RequiresScope(Scope.PRIVACY)
class InvalidationController {
  private final Database database;
  private final Clock clock;
  private final Installation installation;
  private final Persons persons;
  private final Purposes purposes;
  private final Permissions permissions;
  private final Grounds grounds;
  private final ConsentLedger ledger;

  InvalidationController(
      Database database,
      Clock clock,
      Installation installation,
      Persons persons,
      Purposes purposes,
      Permissions permissions,
      Grounds grounds,
      ConsentLedger ledger) {
    this.database = database;
    this.clock = clock;
    this.installation = installation;
    this.persons = persons;
    this.purposes = purposes;
    this.permissions = permissions;
    this.grounds = grounds;
    this.ledger = ledger;
  }

  /**
   * What is to end.
   *
   * @param channel that of the purpose, if nothing is said
   * @param reason which the person may read, in an export and in the receipt
   * @param since from when on it is known, now if nothing is said: what the person gave by an act of their own after it stays
   */
  @Serdeable
  record Asked(
      @Nullable String email,
      @Nullable String externalId,
      @Nullable String contact,
      @Nullable String purpose,
      @Nullable String channel,
      @Nullable String reason,
      @Nullable String since) {

    Persons.Sought person() {
      return new Persons.Sought(email, externalId, contact);
    }
  }

  @Post
  Map<String, Object> invalidate(Actor.Operator operator, @Body Asked asked) {
    Contact person = persons.demand(asked.person());
    ConsentKey key = key(person, asked);
    Instant since = since(asked);
    Evidence.Invalidated evidence =
        new Evidence.Invalidated(since, Optional.ofNullable(asked.reason()).orElse(""), operator);
    return database.write(() -> {
      CurrentConsent row = permissions.find(key).orElseGet(() -> CurrentConsent.unrecorded(key));
      Invalidation before = new Invalidation(row, since);
      return row.isBased() && isKnown(key, since)
          ? told(before, "ALREADY", before.saysCameAfter())
          : answer(before, ledger.invalidate(row, evidence));
    });
  }

  private Instant since(Asked asked) {
    Instant now = clock.instant();
    return Optional.ofNullable(asked.since())
        .map(text -> switch (Moment.read("since", text, installation.zone(), now)) {
          case Moment.At(Instant instant) -> instant;
          case Moment.Wrong wrong -> throw Fault.invalid("since", wrong.says());
        })
        .orElse(now);
  }

  /** Whatever stands now where this very act was recorded already came after it (E1). */
  private boolean isKnown(ConsentKey key, Instant since) {
    return grounds
        .invalidations(List.of(key.contact()))
        .getOrDefault(key, Set.of())
        .contains(since);
  }

  private ConsentKey key(Contact person, Asked asked) {
    ConsentKey usual = purposes.key(person.id(), purpose(person, asked));
    return Optional.ofNullable(asked.channel())
        .map(name -> new ConsentKey(person.id(), channel(name), usual.purpose()))
        .orElse(usual);
  }

  private static Channel channel(String name) {
    return Constants.named(Channel.class, name)
        .orElseThrow(() -> Fault.invalid(
            "channel",
            "There is no channel “%s”; it is one of %s.".formatted(name, names(Channel.values()))));
  }

  /** One that is declared, or was when something was recorded of it. */
  private Purpose purpose(Contact person, Asked asked) {
    String name = Optional.ofNullable(asked.purpose()).orElse("");
    return purposes.all().stream()
        .map(PurposeSheet::id)
        .filter(purpose -> purpose.id().equals(name))
        .findFirst()
        .or(() -> permissions.list(person.id()).stream()
            .map(row -> row.key().purpose())
            .filter(purpose -> purpose.id().equals(name))
            .findFirst())
        .orElseThrow(() -> Fault.invalid(
            "purpose",
            "There is no purpose “%s”; config/purposes.yml declares %s."
                .formatted(
                    name, names(purposes.all().stream().map(PurposeSheet::id).toArray()))));
  }

  private static String names(Object[] all) {
    return Arrays.stream(all).map(Object::toString).collect(Collectors.joining(", "));
  }

  /** @throws Fault where nothing stands that could end, or what stands now is not what was judged */
  private static Map<String, Object> answer(Invalidation before, Applied applied) {
    return switch (applied) {
      case Applied.Recorded recorded -> {
        Map<String, Object> answer = told(before, "INVALIDATED", before.saysEnded());
        answer.put("eventId", Long.toString(recorded.eventId()));
        yield answer;
      }
      case Applied.AlreadySo _ -> told(before, "ALREADY", before.saysAlready());
      case Applied.NotAllowed _ -> throw nothingEnded(before);
    };
  }

  private static Fault nothingEnded(Invalidation before) {
    if (before.isGivenSince()) {
      return new Fault(Fault.Kind.REFUSED, "GIVEN_SINCE", before.saysGivenSince());
    }
    return before.row().isBased()
        ? new Fault(Fault.Kind.CONFLICT, "CHANGED_MEANWHILE", before.saysOvertaken())
        : new Fault(Fault.Kind.REFUSED, "NOTHING_TO_INVALIDATE", before.saysNothing());
  }

  private static Map<String, Object> told(Invalidation before, String outcome, String sentence) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("outcome", outcome);
    answer.putAll(before.json());
    answer.put("says", sentence);
    return answer;
  }
}
