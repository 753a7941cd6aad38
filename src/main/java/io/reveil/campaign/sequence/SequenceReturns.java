package io.reveil.campaign.sequence;

import io.reveil.campaign.Enrolment;
import io.reveil.campaign.EnrolmentState;
import io.reveil.campaign.ExitReason;
import io.reveil.campaign.definition.Campaigns;
import io.reveil.delivery.Returns;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** What comes back later ends sequences at once (F3): of this campaign if the address is gone, all of them on a complaint. */
@Singleton
class SequenceReturns implements Returns {
  private final Enrolments enrolments;
  private final Campaigns campaigns;

  SequenceReturns(Enrolments enrolments, Campaigns campaigns) {
    this.enrolments = enrolments;
    this.campaigns = campaigns;
  }

  @Override
  public void bounced(Mail mail) {
    if (mail.kind().equals(Sequences.KIND)) {
      exit(enrolments.list(mail.originId(), List.of(mail.contact())), ExitReason.HARD_BOUNCE);
    }
  }

  @Override
  public void complained(Mail mail) {
    exit(enrolments.of(mail.contact()), ExitReason.COMPLAINED);
  }

  private void exit(List<Enrolment> all, ExitReason reason) {
    for (Enrolment enrolment : all) {
      if (enrolment.state() == EnrolmentState.ACTIVE) {
        enrolments.exit(
            Map.of(enrolment, reason),
            campaigns.find(enrolment.campaignId()).orElseThrow().purpose());
      }
    }
  }
}
