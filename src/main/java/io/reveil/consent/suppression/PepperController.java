package io.reveil.consent.suppression;

import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.reveil.key.KeyEntry;
import io.reveil.key.Peppered;
import io.reveil.key.Peppers;
import io.reveil.web.RequiresScope;
import io.reveil.web.Scope;
import java.time.Instant;
import java.util.List;

/** Rotates and lists the peppers of address digests (D7). No pepper is ever shown. */
@Controller("/api/peppers")
@ExecuteOn(TaskExecutors.BLOCKING)
@RequiresScope(Scope.ADMIN)
class PepperController {
  private final Peppers peppers;
  private final List<Peppered> tables;

  PepperController(Peppers peppers, List<Peppered> tables) {
    this.peppers = peppers;
    this.tables = tables;
  }

  /**
   * A pepper as shown.
   *
   * @param rows how many stored digests are under it still
   */
  @Serdeable
  record Shown(int id, Instant createdAt, boolean here, boolean newest, long rows) {}

  @Get
  List<Shown> list() {
    return peppers.list().stream().map(this::shown).toList();
  }

  @Post
  @Consumes(MediaType.ALL)
  @Status(HttpStatus.CREATED)
  Shown rotate() {
    return shown(peppers.rotate());
  }

  private Shown shown(KeyEntry key) {
    long rows = tables.stream()
        .mapToLong(table -> table.rows().getOrDefault(key.id(), 0L))
        .sum();
    return new Shown(key.id(), key.createdAt(), key.here(), key.signs(), rows);
  }
}
