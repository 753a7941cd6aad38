package io.reveil.campaign.sequence;

import io.reveil.campaign.Enrolment;
import io.reveil.campaign.ExitReason;
import io.reveil.campaign.definition.Campaigns;
import io.reveil.delivery.Message;
import io.reveil.delivery.Outcomes;
import io.reveil.delivery.Settled;
import io.reveil.kernel.Installation;
import io.reveil.kernel.NoMail;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a settled mail means for its sequence: a delivery sets the next date (UNKNOWN counts as one), a final drop ends
 * it. A refusal only ends the stage: whether its address does not exist is weighed first ({@link SequenceReturns}).
 */
@Singleton
class SequenceOutcomes implements Outcomes {
  private final Sequences sequences;
  private final Campaigns campaigns;
  private final Enrolments enrolments;
  private final Exits exits;
  private final Installation installation;

  SequenceOutcomes(
      Sequences sequences,
      Campaigns campaigns,
      Enrolments enrolments,
      Exits exits,
      Installation installation) {
    this.sequences = sequences;
    this.campaigns = campaigns;
    this.enrolments = enrolments;
    this.exits = exits;
    this.installation = installation;
  }

  @Override
  public void settled(List<Settled> messages) {
    Map<Message, Enrolment> atStage =
        sequences.atStage(messages.stream().map(Settled::message).toList());
    Map<Enrolment, LocalDate> dueOn = new LinkedHashMap<>();
    Map<Long, Map<Enrolment, ExitReason>> leaving = new LinkedHashMap<>();
    for (Settled settled : messages) {
      Enrolment enrolment = atStage.get(settled.message());
      if (enrolment != null) {
        exit(settled, enrolment)
            .ifPresentOrElse(
                reason -> leaving
                    .computeIfAbsent(enrolment.campaignId(), _ -> new LinkedHashMap<>())
                    .put(enrolment, reason),
                () -> dueOn.put(enrolment, nextDate(settled, enrolment)));
      }
    }
    enrolments.delivered(dueOn);
    leaving.forEach((campaign, exiting) ->
        enrolments.exit(exiting, campaigns.find(campaign).orElseThrow().purpose()));
  }

  private Optional<ExitReason> exit(Settled settled, Enrolment enrolment) {
    return settled
        .dropped()
        .map(reason -> reason == NoMail.EXITED ? answer(enrolment) : ExitReason.of(reason));
  }

  /** The gate says only that the sequence is over; why is in the signals. */
  private ExitReason answer(Enrolment enrolment) {
    return exits.answers(List.of(enrolment)).getOrDefault(enrolment, ExitReason.STOPPED);
  }

  /** Counted in the controller's days from the day of delivery, whatever the clocks do in between (F3). */
  private LocalDate nextDate(Settled settled, Enrolment enrolment) {
    return sequences
        .definition(enrolment)
        .windowEnds(enrolment.stage(), LocalDate.ofInstant(settled.at(), installation.zone()));
  }
}
