package io.reveil.report;

import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.reveil.activity.StatusRules;
import io.reveil.activity.Transition;
import io.reveil.activity.Transition.Change;
import io.reveil.activity.Transitions;
import io.reveil.activity.Transitions.Position;
import io.reveil.kernel.Fault;
import io.reveil.web.Csv;
import io.reveil.web.PagedText;
import io.reveil.web.RequiresScope;
import io.reveil.web.Scope;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Who changed status on a day, for other programs: how many, and who, by number. */
@Controller("/api/transitions")
@ExecuteOn(TaskExecutors.BLOCKING)
@RequiresScope(Scope.READ)
class TransitionController {
  private static final int PAGE = 1_000;
  private static final List<Change> CHANGES = List.of(Change.values());
  private static final List<String> COLUMNS = List.of("day", "change", "contact", "silent_since");

  private final Transitions transitions;
  private final StatusRules rules;

  TransitionController(Transitions transitions, StatusRules rules) {
    this.transitions = transitions;
    this.rules = rules;
  }

  @Serdeable
  record OfDay(LocalDate day, List<Counted> changes) {}

  @Serdeable
  record Counted(Change change, long people) {}

  /** Without a day, of today. */
  @Get("{?day}")
  OfDay counts(@QueryValue Optional<String> day) {
    LocalDate on = read(day);
    return new OfDay(
        on,
        CHANGES.stream()
            .map(change -> new Counted(change, transitions.count(change, on)))
            .toList());
  }

  /** A line each, fetched as it is sent: a day may hold as many as were imported on one. */
  @Get("/contacts.csv{?day}")
  @Produces("text/csv")
  StreamedFile contacts(@QueryValue Optional<String> day) {
    LocalDate on = read(day);
    return new StreamedFile(
            PagedText.<Transition>of(
                Csv.harmlessLine(COLUMNS),
                last -> page(on, last),
                page -> page.stream().map(one -> line(on, one)).collect(Collectors.joining())),
            new MediaType("text/csv;charset=utf-8"))
        .attach("transitions-" + on + ".csv");
  }

  /** The rest of the change at hand; when it has none, the beginning of the next. */
  private List<Transition> page(LocalDate day, Optional<Transition> last) {
    Position after = last.map(Position::after).orElse(Position.START);
    int from = last.map(one -> CHANGES.indexOf(one.change())).orElse(0);
    for (Change change : CHANGES.subList(from, CHANGES.size())) {
      List<Transition> page = transitions.page(change, day, after, PAGE);
      if (!page.isEmpty()) {
        return page;
      }
      after = Position.START;
    }
    return List.of();
  }

  private static String line(LocalDate day, Transition one) {
    return Csv.harmlessLine(List.of(
        day.toString(),
        one.change().name(),
        one.contact().toString(),
        one.silentSince().toString()));
  }

  private LocalDate read(Optional<String> day) {
    try {
      LocalDate on = day.map(LocalDate::parse).orElseGet(rules::today);
      if (on.isAfter(rules.today())) {
        throw Fault.invalid("day", "day: " + on + " has not come yet.");
      }
      return on;
    } catch (DateTimeParseException _) {
      throw Fault.invalid("day", "day: write it as in 2026-11-21.");
    }
  }
}
