package io.reveil.campaign.sequence;

import io.reveil.campaign.Campaign;
import io.reveil.campaign.Enrolment;
import io.reveil.campaign.definition.Campaigns;
import io.reveil.job.Database;
import io.reveil.job.Leases;
import io.reveil.job.Recurring;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Goes round all enrolments, page by page, and ends those that have come to an end. */
@Singleton
class EndingsRound implements Recurring {
  private static final Logger LOG = LoggerFactory.getLogger(EndingsRound.class);
  private static final int PAGE = 1000;
  private static final Duration LEASE = Duration.ofMinutes(2);

  private final Database database;
  private final Leases leases;
  private final Campaigns campaigns;
  private final Enrolments enrolments;
  private final Endings endings;
  private Place place = Place.START;

  /** How far the present round has come. */
  private record Place(long campaignId, long contact) {
    static final Place START = new Place(0, 0);
  }

  EndingsRound(
      Database database,
      Leases leases,
      Campaigns campaigns,
      Enrolments enrolments,
      Endings endings) {
    this.database = database;
    this.leases = leases;
    this.campaigns = campaigns;
    this.enrolments = enrolments;
    this.endings = endings;
  }

  @Override
  public String name() {
    return "campaign-endings";
  }

  @Override
  public Duration pause() {
    return Duration.ofMinutes(2);
  }

  @Override
  public boolean round() {
    if (!leases.claim(name(), LEASE)) {
      return false;
    }
    Optional<Campaign> campaign = campaigns.from(place.campaignId());
    place = campaign.map(this::tryPage).orElse(Place.START);
    return campaign.isPresent();
  }

  /** A campaign whose page fails waits for the next round and keeps no other from its own. */
  private Place tryPage(Campaign campaign) {
    try {
      return page(campaign);
    } catch (RuntimeException e) {
      LOG.error("the endings of campaign {} failed and will be tried again", campaign.name(), e);
      return new Place(campaign.id() + 1, 0);
    }
  }

  private Place page(Campaign campaign) {
    long after = campaign.id() == place.campaignId() ? place.contact() : 0;
    List<Enrolment> page = database.write(() -> {
      List<Enrolment> active = enrolments.active(campaign.id(), after, PAGE);
      endings.end(campaign, active);
      return active;
    });
    return page.size() < PAGE
        ? new Place(campaign.id() + 1, 0)
        : new Place(campaign.id(), page.getLast().contact().value());
  }
}
