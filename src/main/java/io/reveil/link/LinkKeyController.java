package io.reveil.link;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.reveil.key.KeyEntry;
import io.reveil.key.LinkKeys;
import io.reveil.web.RequiresScope;
import io.reveil.web.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Rotates, lists and revokes the keys that sign links (D7). No key is ever shown. */
@Controller("/api/link-keys")
@ExecuteOn(TaskExecutors.BLOCKING)
@RequiresScope(Scope.ADMIN)
class LinkKeyController {
  private final LinkKeys keys;

  LinkKeyController(LinkKeys keys) {
    this.keys = keys;
  }

  /** A key as shown. */
  @Serdeable
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Shown(
      int id,
      Instant createdAt,
      Optional<Instant> revokedAt,
      boolean here,
      boolean signs,
      boolean waits) {
    static Shown of(KeyEntry key) {
      return new Shown(
          key.id(), key.createdAt(), key.revokedAt(), key.here(), key.signs(), key.waits());
    }
  }

  /** Whether the operator knows what a revocation breaks. */
  @Serdeable
  record Sure(boolean sure) {}

  @Get
  List<Shown> list() {
    return keys.list().stream().map(Shown::of).toList();
  }

  @Post
  @Consumes(MediaType.ALL)
  @Status(HttpStatus.CREATED)
  Shown rotate() {
    return Shown.of(keys.rotate());
  }

  @Post("/{id}/revoke")
  Shown revoke(int id, @Body Sure answer) {
    return Shown.of(keys.revoke(id, answer.sure()));
  }
}
