package io.reveil.tracking.figures;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.reveil.kernel.Actor;
import io.reveil.kernel.Fault;
import io.reveil.kernel.Installation;
import io.reveil.tracking.HitClass;
import io.reveil.tracking.HitDays;
import io.reveil.tracking.judging.Rejudging;
import io.reveil.tracking.judging.Rejudgings;
import io.reveil.web.RequiresScope;
import io.reveil.web.Scope;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Hits and their verdicts for other programs. No token and no address is in an answer. */
@Controller("/api/hits")
@ExecuteOn(TaskExecutors.BLOCKING)
class HitsController {
  private static final int MOST_ROWS = 1000;
  private static final long MOST_DAYS = 400;

  private final JudgedHits hits;
  private final HitDays days;
  private final Rejudgings rejudgings;
  private final Installation installation;

  HitsController(JudgedHits hits, HitDays days, Rejudgings rejudgings, Installation installation) {
    this.hits = hits;
    this.days = days;
    this.rejudgings = rejudgings;
    this.installation = installation;
  }

  /** A page, in the order of time; {@code class} is one of the judge's, {@code after} is of the last hit before. */
  @Get("{?contact,message,day,class,after,limit}")
  @RequiresScope(Scope.READ)
  Map<String, List<JudgedHit>> list(
      @QueryValue Optional<Long> contact,
      @QueryValue Optional<Long> message,
      @QueryValue Optional<String> day,
      @QueryValue("class") Optional<String> hitClass,
      @QueryValue Optional<String> after,
      @QueryValue(defaultValue = "100") int limit) {
    return Map.of(
        "hits",
        hits.list(new Wanted(
            contact,
            message,
            day.map(text -> day("day", text)),
            hitClass.map(HitsController::hitClass),
            after.map(Mark::read).orElse(Mark.START),
            Math.clamp(limit, 1, MOST_ROWS))));
  }

  private static HitClass hitClass(String name) {
    return Arrays.stream(HitClass.values())
        .filter(known -> known.name().equals(name))
        .findFirst()
        .orElseThrow(() -> Fault.invalid(
            "class",
            "“%s” is not a class. Known: %s.".formatted(name, Arrays.toString(HitClass.values()))));
  }

  private static LocalDate day(String name, String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException _) {
      throw Fault.invalid(name, "“%s” is not a day; write it as in 2026-11-21.".formatted(text));
    }
  }

  /** How many of each class, a day. */
  @Get("/classes{?from,to}")
  @RequiresScope({Scope.READ, Scope.TRIGGER})
  Map<String, List<HitDays.Day>> classes(
      @QueryValue Optional<String> from, @QueryValue Optional<String> to) {
    LocalDate first = day("from", from.orElse(""));
    LocalDate last = day("to", to.orElse(""));
    if (first.isAfter(last) || first.plusDays(MOST_DAYS).isBefore(last)) {
      throw Fault.invalid("to", "Ask for 1 to %d days.".formatted(MOST_DAYS));
    }
    return Map.of("days", days.list(first, last));
  }

  /**
   * What to judge anew.
   *
   * @param rules the version; the one in force if left out
   * @param from the first day, in the controller's zone; all hits if left out
   */
  @Serdeable
  record Again(@Nullable Integer rules, @Nullable String from) {}

  /** A judging anew under way, and where to ask how far it is. */
  @Serdeable
  record Started(String id, String status) {}

  /** While the same is under way, that one. */
  @Post("/judgings")
  @RequiresScope(Scope.ADMIN)
  HttpResponse<Started> judge(Actor.Operator operator, @Body Again again) {
    int rules = Optional.ofNullable(again.rules()).orElseGet(rejudgings::current);
    Instant from = Optional.ofNullable(again.from())
        .map(text -> day("from", text).atStartOfDay(installation.zone()).toInstant())
        .orElse(Instant.EPOCH);
    String id = Long.toString(rejudgings.start(rules, from, operator.text()).id());
    Started started = new Started(id, "/api/hits/judgings/" + id);
    return HttpResponse.<Started>accepted()
        .header(HttpHeaders.LOCATION, started.status())
        .body(started);
  }

  /** All judgings anew, the latest first: who asked for what, and what it changed. */
  @Get("/judgings")
  @RequiresScope(Scope.READ)
  Map<String, List<RejudgingView>> judgings() {
    return Map.of("judgings", rejudgings.list().stream().map(this::view).toList());
  }

  @Get("/judgings/{id}")
  @RequiresScope(Scope.READ)
  RejudgingView judging(long id) {
    return rejudgings
        .find(id)
        .map(this::view)
        .orElseThrow(
            () -> Fault.absent("UNKNOWN_JUDGING", "Nothing was judged anew by this number."));
  }

  private RejudgingView view(Rejudging run) {
    return RejudgingView.of(run, rejudgings.current());
  }
}
