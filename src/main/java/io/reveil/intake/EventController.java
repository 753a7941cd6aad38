package io.reveil.intake;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.reveil.intake.file.CsvRow;
import io.reveil.intake.row.EventBatch;
import io.reveil.intake.run.Outcome;
import io.reveil.intake.run.Reject;
import io.reveil.kernel.Fault;
import io.reveil.web.RequiresScope;
import io.reveil.web.Scope;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What contacts did elsewhere, told by the CRM as it happens: purchases, logins, calls. Each event has an id of its own,
 * so that a batch may be sent again when its answer was lost; late events and events out of order count as they occurred.
 */
@Controller("/api/events")
@RequiresScope(Scope.IMPORT)
@ExecuteOn(TaskExecutors.BLOCKING)
class EventController {
  private static final int MOST = 1_000;

  /** Names that a file writes otherwise. */
  private static final Map<String, String> FIELDS =
      Map.of("event_id", "eventId", "external_id", "externalId", "occurred_at", "occurredAt");

  private final EventBatch batch;

  EventController(EventBatch batch) {
    this.batch = batch;
  }

  @Serdeable
  record Told(@Nullable List<@Nullable Event> events) {}

  /**
   * One event.
   *
   * @param externalId or {@code email}: who it was
   * @param occurredAt as 2026-11-21T12:00:00Z
   */
  @Serdeable
  record Event(
      @Nullable String eventId,
      @Nullable String externalId,
      @Nullable String email,
      @Nullable String type,
      @Nullable String occurredAt,
      @Nullable BigDecimal amount,
      @Nullable BigDecimal quantity) {

    private CsvRow row(int index) {
      Map<String, String> cells = new LinkedHashMap<>();
      cells.put("event_id", text(eventId));
      cells.put("external_id", text(externalId));
      cells.put("email", text(email));
      cells.put("type", text(type));
      cells.put("occurred_at", text(occurredAt));
      cells.put("amount", text(amount));
      cells.put("quantity", text(quantity));
      return CsvRow.of(index, cells);
    }

    private static String text(@Nullable Object value) {
      return value == null ? "" : value.toString();
    }
  }

  /**
   * What became of a batch.
   *
   * @param known how many had been told before
   */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Answer(long recorded, long known, List<Refused> refused) {}

  /** @param index its place in the batch, from 0 */
  @Serdeable
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Refused(long index, Optional<String> eventId, String field, String code, String reason) {}

  @Post
  Answer record(@Body Told told) {
    List<@Nullable Event> events = Optional.ofNullable(told.events()).orElse(List.of());
    if (events.isEmpty() || events.size() > MOST) {
      throw Fault.invalid("events", "events: send 1 to %,d at once.".formatted(MOST));
    }
    List<Refused> refused = new ArrayList<>();
    List<CsvRow> rows = new ArrayList<>();
    for (int index = 0; index < events.size(); index++) {
      Event event = events.get(index);
      if (event == null || event.eventId() == null || event.eventId().isBlank()) {
        refused.add(nameless(index));
      } else {
        rows.add(event.row(index));
      }
    }
    Outcome outcome = batch.store(rows);
    outcome.rejects().forEach(reject -> refused.add(refused(reject, events)));
    return new Answer(outcome.tally().created(), outcome.tally().unchanged(), refused);
  }

  private static Refused nameless(int index) {
    return new Refused(
        index,
        Optional.empty(),
        "eventId",
        "NO_EVENT_ID",
        "Give each event an id of its own: told twice, it then counts once.");
  }

  private static Refused refused(Reject reject, List<@Nullable Event> events) {
    String field = FIELDS.getOrDefault(reject.column(), reject.column());
    Optional<String> id = Optional.ofNullable(events.get((int) reject.line())).map(Event::eventId);
    return new Refused(reject.line(), id, field, reject.code(), reject.reason());
  }
}
