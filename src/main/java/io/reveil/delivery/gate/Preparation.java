package io.reveil.delivery.gate;

import io.reveil.activity.Activities;
import io.reveil.activity.Standing;
import io.reveil.activity.StatusRules;
import io.reveil.contact.Contact;
import io.reveil.contact.Contacts;
import io.reveil.delivery.Kinds;
import io.reveil.delivery.Letters;
import io.reveil.delivery.Measure;
import io.reveil.delivery.Measures;
import io.reveil.delivery.Message;
import io.reveil.delivery.Verdict;
import io.reveil.delivery.queue.Outcome;
import io.reveil.delivery.queue.Queued;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.Installation;
import io.reveil.kernel.NoMail;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads everything afresh for a group, asks the gate, and gathers what the mails need. Within the intent's transaction. */
@Singleton
public class Preparation {
  private static final Logger LOG = LoggerFactory.getLogger(Preparation.class);

  private final Contacts contacts;
  private final Activities activities;
  private final StatusRules statusRules;
  private final Gate gate;
  private final Kinds kinds;
  private final Measures measures;
  private final Installation installation;

  Preparation(
      Contacts contacts,
      Activities activities,
      StatusRules statusRules,
      Gate gate,
      Kinds kinds,
      Measures measures,
      Installation installation) {
    this.contacts = contacts;
    this.activities = activities;
    this.statusRules = statusRules;
    this.gate = gate;
    this.kinds = kinds;
    this.measures = measures;
    this.installation = installation;
  }

  /** What may leave, and what was decided of the rest. */
  public record Prepared(List<Ready> ready, List<Outcome> decided) {}

  public Prepared prepare(List<Queued> group) {
    List<Message> messages = group.stream().map(Queued::message).toList();
    Map<ContactId, Contact> people =
        contacts.list(messages.stream().map(Message::contact).distinct().toList());
    Map<Message, Verdict> verdicts = gate.judge(messages, people);
    List<Message> passed = messages.stream()
        .filter(message -> verdicts.get(message) instanceof Verdict.Send)
        .toList();
    Map<Message, Letters.Letter> letters = write(passed, people);
    Map<Message, Measure> measures = measures(letters);
    Map<ContactId, Standing> standings =
        activities.standings(passed.stream().map(Message::contact).distinct().toList());
    List<Ready> ready = new ArrayList<>();
    List<Outcome> decided = new ArrayList<>();
    for (Queued queued : group) {
      Message message = queued.message();
      switch (Optional.ofNullable(verdicts.get(message)).orElseThrow()) {
        case Verdict.Drop(NoMail reason) -> decided.add(new Outcome.Dropped(queued, reason));
        case Verdict.Hold(Instant until, String reason) ->
          decided.add(new Outcome.Held(queued, until, reason));
        case Verdict.Send _ ->
          Optional.ofNullable(letters.get(message))
              .ifPresentOrElse(
                  letter -> ready.add(new Ready(
                      queued,
                      Optional.ofNullable(people.get(message.contact())).orElseThrow(),
                      letter,
                      measures.getOrDefault(message, Measure.OFF),
                      stayUntil(standings.get(message.contact())))),
                  () -> decided.add(new Outcome.Dropped(queued, NoMail.EXITED)));
      }
    }
    return new Prepared(ready, decided);
  }

  private Map<Message, Letters.Letter> write(List<Message> passed, Map<ContactId, Contact> people) {
    Map<Letters, List<Message>> byWriter = new LinkedHashMap<>();
    passed.forEach(message ->
        byWriter.computeIfAbsent(kinds.of(message), _ -> new ArrayList<>()).add(message));
    Map<Message, Letters.Letter> letters = new LinkedHashMap<>();
    byWriter.forEach((writer, messages) -> letters.putAll(writer.write(messages, people)));
    return letters;
  }

  /** The least of what its author wants and what may be; whatever fails, nothing is measured (A38). */
  private Map<Message, Measure> measures(Map<Message, Letters.Letter> letters) {
    List<Message> wanted = letters.entrySet().stream()
        .filter(letter -> !letter.getValue().measure().isOff())
        .map(Map.Entry::getKey)
        .toList();
    if (wanted.isEmpty()) {
      return Map.of();
    }
    try {
      Map<Message, Measure> allowed = new LinkedHashMap<>(measures.allowed(wanted));
      allowed.replaceAll((message, most) -> Optional.ofNullable(letters.get(message))
          .map(letter -> letter.measure().least(most))
          .orElse(Measure.OFF));
      return allowed;
    } catch (RuntimeException e) {
      LOG.warn(
          "what may be measured could not be read, so {} mails leave unmeasured", wanted.size(), e);
      return Map.of();
    }
  }

  private Instant stayUntil(@Nullable Standing standing) {
    LocalDate end = standing == null
        ? statusRules.retentionDueOn(statusRules.today())
        : standing.retentionDueOn();
    return end.atStartOfDay(installation.zone()).toInstant();
  }
}
