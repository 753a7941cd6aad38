package io.reveil.intake.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An import as programs read it. {@code id} is text, since it is longer than a number of JavaScript. */
@Serdeable
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ImportStatus(
    String id,
    Kind kind,
    RunState state,
    long rows,
    long created,
    long changed,
    long unchanged,
    long merged,
    long rejected,
    double seconds,
    long consentsNotTaken,
    long sourcesNotTaken,
    List<String> droppedColumns,
    double progress,
    @Nullable String failure) {
  private static final double MILLIS = 1_000;

  public static ImportStatus of(Run run) {
    Tally tally = run.tally();
    return new ImportStatus(
        Long.toString(run.id()),
        run.kind(),
        run.state(),
        tally.rows(),
        tally.created(),
        tally.changed(),
        tally.unchanged(),
        tally.merged(),
        tally.rejected(),
        run.millis() / MILLIS,
        run.consentsNotTaken(),
        run.sourcesNotTaken(),
        run.droppedColumns(),
        run.bytesTotal() == 0 ? 1 : Math.min(1, (double) run.bytesDone() / run.bytesTotal()),
        run.failure().orElse(null));
  }
}
