package io.reveil.report.reach;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import io.reveil.delivery.ReplyClass;
import io.reveil.kernel.Channel;
import io.reveil.report.count.Finding;
import io.reveil.tracking.HitClass;
import io.reveil.tracking.HitKind;
import io.reveil.web.Said;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The reach of the base as programs read it.
 *
 * @param countedAt when the count that it speaks of ended
 * @param contactable those with a purpose they may be written for, at an address that takes mail
 * @param months the last twelve and the present one, oldest first
 * @param hits of these months
 */
@Serdeable
@JsonInclude(JsonInclude.Include.ALWAYS)
record ReachReport(
    Instant countedAt,
    long people,
    long contactable,
    Said says,
    List<OfPurpose> purposes,
    List<Month> months,
    Limits limits,
    List<Hits> hits,
    List<AtProvider> providers) {

  /**
   * Contactable is who may be written to by law and can be reached (B24); everybody else stands under one reason.
   *
   * @param share of its people, 0 to 1
   */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record OfPurpose(
      String purpose,
      Channel channel,
      Said name,
      long people,
      long contactable,
      double share,
      List<Reason> reasons) {}

  /** How many cannot be reached for this reason. */
  @Serdeable
  record Reason(Finding reason, Finding.Kind kind, long people, Said says) {}

  /**
   * How those who are in the base today stood at the end of a month.
   *
   * @param month as 2026-11
   * @param active a sign of life within {@code reveil.activity.inactive}
   * @param notJudged new, or never in a position to answer (F2)
   * @param fellSilent active at the end of the month before, and inactive or dormant at the end of this one
   * @param decay {@code fellSilent} as a share of those active at the end of the month before; absent of the first month
   */
  @Serdeable
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Month(
      String month,
      long active,
      long inactive,
      long dormant,
      long notJudged,
      long fellSilent,
      long cameBack,
      Optional<Double> decay) {}

  /**
   * Whose 36 months end when, unless they give a sign of life (A20).
   *
   * @param overdue they have ended
   * @param months from the present one on, as far as anybody's reach
   */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Limits(long overdue, List<Limit> months) {}

  /** @param month as 2026-11 */
  @Serdeable
  record Limit(String month, long people) {}

  /**
   * What the links and images that were fetched in a month were judged to be (C4, C8); only of people who agreed to it.
   * Months without any are absent.
   *
   * @param month as 2026-11
   */
  @Serdeable
  record Hits(String month, HitKind kind, Map<HitClass, Long> classes) {}

  /**
   * What became of the mails that a provider group was offered in the last 90 days (B23).
   *
   * @param failed refused at once or returned later, by class
   */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record AtProvider(String provider, long offered, Map<ReplyClass, Long> failed) {}
}
