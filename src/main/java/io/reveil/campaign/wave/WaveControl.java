package io.reveil.campaign.wave;

import io.reveil.activity.StatusRules;
import io.reveil.campaign.Campaign;
import io.reveil.campaign.Wave;
import io.reveil.campaign.WaveState;
import io.reveil.campaign.definition.CampaignVersions;
import io.reveil.campaign.definition.Campaigns;
import io.reveil.campaign.letter.Rehearsal;
import io.reveil.delivery.queue.WaveStops;
import io.reveil.job.Database;
import io.reveil.job.DatabaseException;
import io.reveil.kernel.Fault;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;

/** What schedulers and people do with waves. The same key is the same wave, whoever asks how often (F13). */
@Singleton
public class WaveControl {
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,59}");

  private final Database database;
  private final Campaigns campaigns;
  private final CampaignVersions versions;
  private final Rehearsal rehearsal;
  private final Waves waves;
  private final Forecast forecast;
  private final WaveStops stops;
  private final StatusRules days;

  WaveControl(
      Database database,
      Campaigns campaigns,
      CampaignVersions versions,
      Rehearsal rehearsal,
      Waves waves,
      Forecast forecast,
      WaveStops stops,
      StatusRules days) {
    this.database = database;
    this.campaigns = campaigns;
    this.versions = versions;
    this.rehearsal = rehearsal;
    this.waves = waves;
    this.forecast = forecast;
    this.stops = stops;
    this.days = days;
  }

  /** Forecasts the wave, anew each time until it runs, by the campaign as it is now: a forecast binds nobody. */
  public Wave plan(String campaignName, String key, String by) {
    Campaign campaign = campaigns.named(campaignName);
    Wave wave = open(campaign, key, by);
    if (wave.state() == WaveState.PLANNED) {
      rehearse(campaign);
      waves.adopt(wave, campaign.version());
      forecast.write(campaign, waves.named(campaignName, key));
    } else {
      refuseOtherVersion(campaign, wave);
    }
    return waves.named(campaignName, key);
  }

  /** Lets the wave run; one that runs, is over or was stopped stays as it is. */
  public Wave run(String campaignName, String key, String by) {
    Campaign campaign = campaigns.named(campaignName);
    Wave wave = open(campaign, key, by);
    refuseOtherVersion(campaign, wave);
    if (wave.state() == WaveState.PLANNED) {
      rehearse(campaign);
    }
    waves.start(wave, days.today());
    return waves.named(campaignName, key);
  }

  /** A template may have been changed since the campaign was applied. */
  private void rehearse(Campaign campaign) {
    rehearsal.play(versions.definition(campaign.id(), campaign.version()));
  }

  private Wave open(Campaign campaign, String key, String by) {
    if (!KEY.matcher(key).matches()) {
      throw Fault.invalid(
          "key",
          "A wave's key has letters, digits, “.”, “_”, “:” and “-”, at most 60, such as 2026-11-21.");
    }
    if (waves.find(key).isEmpty()) {
      create(campaign, key, by);
    }
    Wave wave = waves.find(key).orElseThrow();
    refuseOther(campaign, wave);
    return wave;
  }

  private void create(Campaign campaign, String key, String by) {
    try {
      database.write(() -> waves.create(campaign, key, by));
    } catch (DatabaseException e) {
      if (!e.isDuplicate()) {
        throw e;
      }
    }
  }

  private static void refuseOther(Campaign campaign, Wave wave) {
    if (wave.campaignId() != campaign.id()) {
      throw conflict(
          "KEY_TAKEN",
          "The key %s names a wave of campaign %s; give the wave of %s a key of its own, such as %s-%s."
              .formatted(
                  wave.key(), wave.campaign(), campaign.name(), campaign.name(), wave.key()));
    }
  }

  private static void refuseOtherVersion(Campaign campaign, Wave wave) {
    if (wave.version() == campaign.version()) {
      return;
    }
    throw conflict(
        "OTHER_VERSION",
        "Wave %s belongs to version %d of %s, which is at version %d by now; nothing was done. %s"
            .formatted(
                wave.key(),
                wave.version(),
                campaign.name(),
                campaign.version(),
                wave.state() == WaveState.PLANNED
                    ? "Plan it again, look at the forecast, and run it then."
                    : "Give the wave of version %d a new key.".formatted(campaign.version())));
  }

  public Wave pause(String campaign, String key) {
    return move(campaign, key, WaveState.PAUSED);
  }

  public Wave resume(String campaign, String key) {
    return move(campaign, key, WaveState.RUNNING);
  }

  public Wave stop(String campaign, String key) {
    return move(campaign, key, WaveState.STOPPED);
  }

  /** A repetition changes nothing; a pair that is not allowed is refused; a race is decided by the state found next. */
  private Wave move(String campaign, String key, WaveState next) {
    Wave wave = waves.named(campaign, key);
    boolean forPlan = wave.state() == WaveState.PLANNED && next == WaveState.RUNNING;
    if (wave.state() == next) {
      return wave;
    }
    if (forPlan || !wave.state().mayBecome(next)) {
      throw conflict(
          "NOT_NOW", "Wave %s is %s and cannot become %s.".formatted(key, wave.state(), next));
    }
    database.write(() -> {
      if (waves.move(wave, next)) {
        tell(wave, next);
      }
    });
    return move(campaign, key, next);
  }

  private void tell(Wave wave, WaveState next) {
    switch (next) {
      case RUNNING -> stops.resume(wave.id());
      case PAUSED -> stops.pause(wave.id());
      case STOPPED -> {
        if (!stops.stop(wave.id())) {
          waves.end(wave);
        }
      }
      case PLANNED, DONE -> throw new IllegalStateException("nobody asks for " + next);
    }
  }

  private static Fault conflict(String code, String message) {
    return new Fault(Fault.Kind.CONFLICT, code, message);
  }
}
