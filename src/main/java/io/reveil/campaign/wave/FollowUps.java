package io.reveil.campaign.wave;

import io.reveil.activity.StatusRules;
import io.reveil.campaign.Arm;
import io.reveil.campaign.Campaign;
import io.reveil.campaign.Enrolment;
import io.reveil.campaign.Wave;
import io.reveil.campaign.definition.CampaignVersions;
import io.reveil.campaign.sequence.Endings;
import io.reveil.campaign.sequence.Enrolments;
import io.reveil.contact.Contact;
import io.reveil.contact.Contacts;
import io.reveil.kernel.ContactId;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Brings the enrolled to their next stage on its date; due on or before today, so that a daily wave never slips. */
@Singleton
class FollowUps {
  private final Contacts contacts;
  private final Enrolments enrolments;
  private final Endings endings;
  private final CampaignVersions versions;
  private final Queueing queueing;
  private final StatusRules days;

  FollowUps(
      Contacts contacts,
      Enrolments enrolments,
      Endings endings,
      CampaignVersions versions,
      Queueing queueing,
      StatusRules days) {
    this.contacts = contacts;
    this.enrolments = enrolments;
    this.endings = endings;
    this.versions = versions;
    this.queueing = queueing;
    this.days = days;
  }

  List<Enrolment> due(Campaign campaign, long after) {
    return enrolments.due(campaign.id(), days.today(), after, Slices.SIZE);
  }

  /** How many of those due would get a mail. */
  long forecast(Campaign campaign, List<Enrolment> due) {
    return endings.sort(campaign, due).goingOn().stream()
        .filter(enrolment -> enrolment.arm() == Arm.TREATED)
        .count();
  }

  /** Ends those who have answered or are done, and moves the others on; the treated get their mail. */
  void plan(Campaign campaign, Wave wave, List<Enrolment> due) {
    List<Enrolment> goingOn = endings.end(campaign, due);
    Set<ContactId> moved = enrolments.advance(
        goingOn.stream().map(enrolment -> step(wave, enrolment)).toList());
    List<Enrolment> written = goingOn.stream()
        .filter(enrolment -> enrolment.arm() == Arm.TREATED)
        .filter(enrolment -> moved.contains(enrolment.contact()))
        .toList();
    Map<ContactId, Contact> people =
        contacts.list(written.stream().map(Enrolment::contact).toList());
    List<Queueing.Turn> turns = new ArrayList<>();
    for (Enrolment enrolment : written) {
      Contact contact = people.get(enrolment.contact());
      if (contact != null) {
        turns.add(
            new Queueing.Turn(contact, versions.definition(enrolment), enrolment.stage() + 1));
      }
    }
    queueing.queue(wave, turns);
  }

  /** The held out have no mail whose delivery could set the next date. */
  private Enrolments.Step step(Wave wave, Enrolment enrolment) {
    return new Enrolments.Step(
        enrolment,
        wave.id(),
        enrolment.arm() == Arm.HELD_OUT
            ? Optional.of(
                versions.definition(enrolment).windowEnds(enrolment.stage() + 1, days.today()))
            : Optional.empty());
  }
}
