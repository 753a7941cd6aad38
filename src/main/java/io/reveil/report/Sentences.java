package io.reveil.report;

import io.reveil.campaign.ExitReason;
import io.reveil.kernel.Language;
import io.reveil.kernel.NoMail;
import java.time.Period;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Figures as sentences of the operators' pages. */
final class Sentences {
  private Sentences() {}

  static CampaignReport.Comparison comparison(Lift lift, Period window) {
    return switch (lift) {
      case Lift.NotMeasurable none ->
        new CampaignReport.Comparison(false, none.why(), window.toString(), Optional.empty());
      case Lift.Measured measured ->
        new CampaignReport.Comparison(
            true,
            says(measured),
            window.toString(),
            Optional.of(new CampaignReport.Measured(
                side(measured.treated()),
                side(measured.heldOut()),
                measured.difference(),
                measured.low(),
                measured.high(),
                measured.isConclusive())));
    };
  }

  private static CampaignReport.Side side(Lift.Side side) {
    return new CampaignReport.Side(side.people(), side.bought(), side.rate());
  }

  /** The finding, with the interval and whether it is conclusive. */
  static String says(Lift.Measured lift) {
    return "%s of those written to bought, %s of those held out: a difference of %s points, 95\u00A0%% interval %s to %s, %s."
        .formatted(
            percent(lift.treated().rate()),
            percent(lift.heldOut().rate()),
            points(lift.difference()),
            points(lift.low()),
            points(lift.high()),
            lift.isConclusive() ? "conclusive" : "not conclusive");
  }

  /** {@code 5.0 %}. */
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f\u00A0%%", share * 100);
  }

  /** Percentage points, signed, with a true minus: {@code −3.6}. */
  static String points(double share) {
    String points = String.format(Locale.ROOT, "%.1f", Math.abs(share) * 100);
    return share < 0 && !points.equals("0.0") ? "\u2212" + points : points;
  }

  /** Why a mail was not sent; a code of a later version speaks for itself. */
  static String reason(String code) {
    return Arrays.stream(NoMail.values())
        .filter(reason -> reason.name().equals(code))
        .findFirst()
        .map(reason -> reason.sentence(Language.EN))
        .orElse(code);
  }

  /** Why people left the sequence. */
  static String exit(String code) {
    return switch (ExitReason.valueOf(code)) {
      case STAYED -> "Said that they stay";
      case CLICKED -> "Followed a link, as a person";
      case PURCHASED -> "Bought";
      case PREFERENCES -> "Changed what they receive";
      case REPLIED -> "Answered by mail";
      case COMPLAINED -> "Called the mail spam";
      case HARD_BOUNCE -> "The address does not exist";
      case WITHDRAWN -> "Withdrew consent";
      case SUPPRESSED -> "On the suppression list";
      case RESTRICTED -> "Data frozen at the person’s request";
      case UNDELIVERABLE -> "The address does not exist any more";
      case NO_ADDRESS -> "No address is known";
      case NO_BASIS -> "Nothing allows writing any more";
      case STOPPED -> "A wave was stopped by hand";
      case WINDOW_ENDED -> "The mail could not leave in time";
    };
  }
}
