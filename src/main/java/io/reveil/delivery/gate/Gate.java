package io.reveil.delivery.gate;

import io.reveil.consent.Basis;
import io.reveil.consent.permission.Permission;
import io.reveil.consent.permission.Permissions;
import io.reveil.contact.Contact;
import io.reveil.contact.ContactState;
import io.reveil.delivery.Check;
import io.reveil.delivery.Kinds;
import io.reveil.delivery.Message;
import io.reveil.delivery.Verdict;
import io.reveil.delivery.queue.Switches;
import io.reveil.kernel.Channel;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.NoMail;
import io.reveil.kernel.Purpose;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The only way to an address. Asked for each group of messages in the transaction of their intent. */
@Singleton
class Gate {
  private final Permissions permissions;
  private final Switches switches;
  private final Kinds kinds;
  private final List<Check> checks;
  private final Clock clock;

  Gate(Permissions permissions, Switches switches, Kinds kinds, List<Check> checks, Clock clock) {
    this.permissions = permissions;
    this.switches = switches;
    this.kinds = kinds;
    this.checks = checks;
    this.clock = clock;
  }

  /**
   * A verdict for each message. The first drop wins; a hold counts only where nothing drops, so that a suppressed person
   * never reads "later".
   */
  Map<Message, Verdict> judge(List<Message> group, Map<ContactId, Contact> contacts) {
    Map<Message, Verdict> drops = new LinkedHashMap<>();
    Map<Message, Verdict> holds = new LinkedHashMap<>();
    drops.putAll(ended(group));
    unreachable(group, contacts).forEach(drops::putIfAbsent);
    Map<Message, Basis> bases = new LinkedHashMap<>();
    permissions(group, contacts).forEach((message, permission) -> {
      switch (permission) {
        case Permission.Given(Basis basis) -> bases.put(message, basis);
        case Permission.Denied(NoMail reason) ->
          drops.putIfAbsent(message, new Verdict.Drop(reason));
      }
    });
    for (Check check : checks) {
      check.judge(group, bases).forEach((message, verdict) -> {
        switch (verdict) {
          case Verdict.Drop drop -> drops.putIfAbsent(message, drop);
          case Verdict.Hold hold -> holds.putIfAbsent(message, hold);
          case Verdict.Send _ -> {}
        }
      });
    }
    Map<Message, Verdict> verdicts = new LinkedHashMap<>(drops);
    holds.forEach(verdicts::putIfAbsent);
    group.forEach(message -> verdicts.putIfAbsent(message, new Verdict.Send()));
    return verdicts;
  }

  private Map<Message, Verdict> ended(List<Message> group) {
    Set<Long> waves =
        group.stream().flatMap(message -> message.waveId().stream()).collect(Collectors.toSet());
    Map<Long, Switches.Setting> settings = switches.of(waves);
    Instant now = clock.instant();
    Map<Message, Verdict> verdicts = new LinkedHashMap<>();
    for (Message message : group) {
      boolean stopped = message
          .waveId()
          .flatMap(wave -> Optional.ofNullable(settings.get(wave)))
          .filter(setting -> setting == Switches.Setting.STOPPED)
          .isPresent();
      if (stopped) {
        verdicts.put(message, new Verdict.Drop(NoMail.STOPPED));
      } else if (message.windowEndsAt().filter(end -> !now.isBefore(end)).isPresent()) {
        verdicts.put(message, new Verdict.Drop(NoMail.WINDOW_ENDED));
      }
    }
    return verdicts;
  }

  private static Map<Message, Verdict> unreachable(
      List<Message> group, Map<ContactId, Contact> contacts) {
    Map<Message, Verdict> verdicts = new LinkedHashMap<>();
    for (Message message : group) {
      Optional<Contact> reachable = Optional.ofNullable(contacts.get(message.contact()))
          .filter(contact -> contact.state() != ContactState.ERASED)
          .filter(contact -> contact.email().isPresent());
      if (reachable.isEmpty()) {
        verdicts.put(message, new Verdict.Drop(NoMail.NO_ADDRESS));
      }
    }
    return verdicts;
  }

  /**
   * Marketing mail needs a basis now, whatever was so when it was queued (A13). Mail asked for by the person passes (A53),
   * but for data frozen since then (A46).
   */
  private Map<Message, Permission> permissions(
      List<Message> group, Map<ContactId, Contact> contacts) {
    Map<Purpose, List<Message>> byPurpose = new LinkedHashMap<>();
    Map<Message, Permission> judged = new LinkedHashMap<>();
    for (Message message : group) {
      Contact contact = contacts.get(message.contact());
      if (contact == null) {
        continue;
      }
      if (kinds.isTransactional(message)) {
        if (contact.state() == ContactState.RESTRICTED) {
          judged.put(message, new Permission.Denied(NoMail.RESTRICTED));
        }
        continue;
      }
      message
          .purpose()
          .ifPresentOrElse(
              purpose ->
                  byPurpose.computeIfAbsent(purpose, _ -> new ArrayList<>()).add(message),
              () -> judged.put(message, new Permission.Denied(NoMail.NO_BASIS)));
    }
    byPurpose.forEach((purpose, messages) -> {
      Map<ContactId, Permission> people = permissions.judge(
          Channel.EMAIL,
          purpose,
          messages.stream().map(message -> contacts.get(message.contact())).toList());
      for (Message message : messages) {
        Optional.ofNullable(people.get(message.contact()))
            .ifPresent(permission -> judged.put(message, permission));
      }
    });
    return judged;
  }
}
