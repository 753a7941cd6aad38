package io.reveil.campaign.sequence;

import static java.util.stream.Collectors.groupingBy;

import io.reveil.campaign.Enrolment;
import io.reveil.consent.Basis;
import io.reveil.delivery.Check;
import io.reveil.delivery.Message;
import io.reveil.delivery.Verdict;
import io.reveil.kernel.NoMail;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Drops the mail of somebody who has answered, or is not at its stage any more, however lately (F3). */
@Singleton
class SequenceCheck implements Check {
  private final Sequences sequences;
  private final Exits exits;

  SequenceCheck(Sequences sequences, Exits exits) {
    this.sequences = sequences;
    this.exits = exits;
  }

  @Override
  public Map<Message, Verdict> judge(List<Message> group, Map<Message, Basis> bases) {
    Map<Message, Enrolment> atStage = sequences.atStage(group);
    Set<Enrolment> answered = new HashSet<>();
    atStage.values().stream()
        .collect(groupingBy(Enrolment::campaignId))
        .values()
        .forEach(enrolments -> answered.addAll(exits.answers(enrolments).keySet()));
    Map<Message, Verdict> verdicts = new LinkedHashMap<>();
    for (Message message : group) {
      Enrolment enrolment = atStage.get(message);
      if (Sequences.isOurs(message) && (enrolment == null || answered.contains(enrolment))) {
        verdicts.put(message, new Verdict.Drop(NoMail.EXITED));
      } else if (enrolment != null && !isCovered(enrolment, bases.get(message))) {
        verdicts.put(message, new Verdict.Drop(NoMail.NOT_COVERED));
      }
    }
    return verdicts;
  }

  /** The version that the person was enrolled by says whom it concerns. No basis at all is the gate's own objection. */
  private boolean isCovered(Enrolment enrolment, @Nullable Basis basis) {
    return basis == null || sequences.definition(enrolment).covers(basis);
  }
}
