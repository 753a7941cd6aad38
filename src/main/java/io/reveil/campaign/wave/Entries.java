package io.reveil.campaign.wave;

import io.reveil.activity.StatusRules;
import io.reveil.campaign.Arm;
import io.reveil.campaign.Definition;
import io.reveil.campaign.Enrolment;
import io.reveil.campaign.EnrolmentState;
import io.reveil.campaign.Wave;
import io.reveil.campaign.sequence.Enrolments;
import io.reveil.contact.Contact;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lets newcomers into a campaign: enrolment, slot and first mail together, in the caller's transaction. */
@Singleton
class Entries {
  private final Enrolments enrolments;
  private final Queueing queueing;
  private final StatusRules days;
  private final Clock clock;

  Entries(Enrolments enrolments, Queueing queueing, StatusRules days, Clock clock) {
    this.enrolments = enrolments;
    this.queueing = queueing;
    this.days = days;
    this.clock = clock;
  }

  void enter(Wave wave, Definition definition, Newcomers.Judged judged) {
    List<Enrolment> entering = new ArrayList<>();
    judged
        .treated()
        .forEach(contact -> entering.add(enrolment(wave, contact, Arm.TREATED, Optional.empty())));
    LocalDate virtual = definition.windowEnds(0, days.today());
    judged
        .heldOut()
        .forEach(
            contact -> entering.add(enrolment(wave, contact, Arm.HELD_OUT, Optional.of(virtual))));
    enrolments.enter(entering, definition.purpose());
    queueing.queue(
        wave,
        judged.treated().stream()
            .map(contact -> new Queueing.Turn(contact, definition, 0))
            .toList());
  }

  private Enrolment enrolment(Wave wave, Contact contact, Arm arm, Optional<LocalDate> dueOn) {
    return new Enrolment(
        wave.campaignId(),
        contact.id(),
        wave.version(),
        wave.id(),
        arm,
        EnrolmentState.ACTIVE,
        0,
        dueOn,
        clock.instant(),
        Optional.empty(),
        Optional.empty());
  }
}
