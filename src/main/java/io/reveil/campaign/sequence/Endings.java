package io.reveil.campaign.sequence;

import io.reveil.activity.StatusRules;
import io.reveil.campaign.Arm;
import io.reveil.campaign.Campaign;
import io.reveil.campaign.Enrolment;
import io.reveil.campaign.ExitReason;
import io.reveil.campaign.definition.CampaignVersions;
import io.reveil.kernel.ContactId;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Ends enrolments: who answered, withdrew or may not be written to leaves (F3); whose last window has passed is done,
 * and in sunset if the campaign says so (F6).
 */
@Singleton
public class Endings {
  private final CampaignVersions versions;
  private final Enrolments enrolments;
  private final Exits exits;
  private final Sunsets sunsets;
  private final StatusRules days;

  Endings(
      CampaignVersions versions,
      Enrolments enrolments,
      Exits exits,
      Sunsets sunsets,
      StatusRules days) {
    this.versions = versions;
    this.enrolments = enrolments;
    this.exits = exits;
    this.sunsets = sunsets;
    this.days = days;
  }

  /** Ends those of one campaign that have come to an end; the others remain, and are returned. */
  public List<Enrolment> end(Campaign campaign, List<Enrolment> active) {
    Sorted sorted = sort(campaign, active);
    enrolments.exit(sorted.leaving(), campaign.purpose());
    enrolments.complete(sorted.over(), campaign.purpose());
    sunsets.begin(unanswered(sorted.over()), campaign.purpose(), campaign.id());
    return sorted.goingOn();
  }

  /** What has become of the enrolments of a page. */
  public record Sorted(
      Map<Enrolment, ExitReason> leaving, List<Enrolment> over, List<Enrolment> goingOn) {}

  /** Reads only. */
  public Sorted sort(Campaign campaign, List<Enrolment> active) {
    LocalDate today = days.today();
    Map<Enrolment, ExitReason> leaving = exits.judge(campaign, active);
    List<Enrolment> over = new ArrayList<>();
    List<Enrolment> goingOn = new ArrayList<>();
    for (Enrolment enrolment : active) {
      if (!leaving.containsKey(enrolment)) {
        (isOver(enrolment, today) ? over : goingOn).add(enrolment);
      }
    }
    return new Sorted(leaving, over, goingOn);
  }

  private boolean isOver(Enrolment enrolment, LocalDate today) {
    return versions.definition(enrolment).isLast(enrolment.stage())
        && enrolment.dueOn().filter(due -> !due.isAfter(today)).isPresent();
  }

  /** Those who were asked: the held out never were, and keep their letter. */
  private Set<ContactId> unanswered(List<Enrolment> over) {
    Set<ContactId> unanswered = new HashSet<>();
    for (Enrolment enrolment : over) {
      if (enrolment.arm() == Arm.TREATED && versions.definition(enrolment).sunset()) {
        unanswered.add(enrolment.contact());
      }
    }
    return unanswered;
  }
}
