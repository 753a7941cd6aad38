package io.reveil.campaign.sequence;

import static java.util.stream.Collectors.groupingBy;

import io.reveil.campaign.Definition;
import io.reveil.campaign.Enrolment;
import io.reveil.campaign.EnrolmentState;
import io.reveil.campaign.definition.CampaignVersions;
import io.reveil.delivery.Message;
import io.reveil.kernel.ContactId;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the enrolments that messages belong to. */
@Singleton
public class Sequences {
  public static final String KIND = "WIN_BACK";

  private final Enrolments enrolments;
  private final CampaignVersions versions;

  Sequences(Enrolments enrolments, CampaignVersions versions) {
    this.enrolments = enrolments;
    this.versions = versions;
  }

  /** Of our messages, those whose person is ACTIVE at their stage, with the enrolment. A statement a campaign. */
  public Map<Message, Enrolment> atStage(Collection<Message> messages) {
    Map<Long, List<Message>> byCampaign =
        messages.stream().filter(Sequences::isOurs).collect(groupingBy(Message::originId));
    Map<Message, Enrolment> found = new LinkedHashMap<>();
    byCampaign.forEach((campaign, ours) -> {
      Map<ContactId, Enrolment> active = active(campaign, ours);
      for (Message message : ours) {
        Enrolment enrolment = active.get(message.contact());
        if (enrolment != null && definition(enrolment).isAt(enrolment.stage(), message.step())) {
          found.put(message, enrolment);
        }
      }
    });
    return found;
  }

  private Map<ContactId, Enrolment> active(long campaign, List<Message> messages) {
    Map<ContactId, Enrolment> active = new HashMap<>();
    for (Enrolment enrolment :
        enrolments.list(campaign, messages.stream().map(Message::contact).toList())) {
      if (enrolment.state() == EnrolmentState.ACTIVE) {
        active.put(enrolment.contact(), enrolment);
      }
    }
    return active;
  }

  static boolean isOurs(Message message) {
    return message.kind().equals(KIND);
  }

  public Definition definition(Enrolment enrolment) {
    return versions.definition(enrolment);
  }
}
