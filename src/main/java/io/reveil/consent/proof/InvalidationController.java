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
import io.reveil.consent.permission.Permissions;
import io.reveil.consent.wording.PurposeSheet;
import io.reveil.consent.wording.Purposes;
import io.reveil.contact.Contact;
import io.reveil.job.Database;
import io.reveil.kernel.Actor;
import io.reveil.kernel.Channel;
import io.reveil.kernel.Fault;
import io.reveil.kernel.Purpose;
import io.reveil.web.Constants;
import io.reveil.web.RequiresScope;
import io.reveil.web.Scope;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Ends a recorded consent, or another basis, that was never valid (E5). Mail that is queued on it does not leave. */
@Controller("/api/consents/invalidations")
@ExecuteOn(TaskExecutors.BLOCKING)
@RequiresScope(Scope.PRIVACY)
class InvalidationController {
  private final Database database;
  private final Clock clock;
  private final Persons persons;
  private final Purposes purposes;
  private final Permissions permissions;
  private final ConsentLedger ledger;

  InvalidationController(
      Database database,
      Clock clock,
      Persons persons,
      Purposes purposes,
      Permissions permissions,
      ConsentLedger ledger) {
    this.database = database;
    this.clock = clock;
    this.persons = persons;
    this.purposes = purposes;
    this.permissions = permissions;
    this.ledger = ledger;
  }

  /**
   * What is to end.
   *
   * @param channel that of the purpose, if nothing is said
   * @param reason which the person may read, in an export and in the receipt
   */
  @Serdeable
  record Asked(
      @Nullable String email,
      @Nullable String externalId,
      @Nullable String purpose,
      @Nullable String channel,
      @Nullable String reason) {}

  @Post
  Map<String, Object> invalidate(Actor.Operator operator, @Body Asked asked) {
    Contact person = persons.find(asked.email(), asked.externalId());
    ConsentKey key = key(person, asked);
    Evidence.Invalidated evidence = new Evidence.Invalidated(
        clock.instant(), Optional.ofNullable(asked.reason()).orElse(""), operator);
    return database.write(() -> {
      CurrentConsent before = permissions.find(key).orElseGet(() -> CurrentConsent.unrecorded(key));
      return answer(new Invalidation(before), ledger.invalidate(before, evidence));
    });
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
