package io.reveil.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.serde.annotation.Serdeable;
import io.reveil.web.RequiresScope;
import io.reveil.web.Scope;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes, lists and revokes API keys. */
@Controller("/api/keys")
@RequiresScope(Scope.ADMIN)
class KeyController {
  private final ApiKeys keys;

  KeyController(ApiKeys keys) {
    this.keys = keys;
  }

  /** What a new key is called and may do. */
  @Serdeable
  record Wish(
      @NotNull
      @Pattern(
          regexp = "[a-z0-9][a-z0-9._-]{0,79}",
          message = "is written in lower-case letters, digits, dots and dashes, at most 80")
      String name,

      @NotEmpty Set<Scope> scopes) {}

  /** A key as shown; the secret only once. */
  @Serdeable
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Shown(
      String id,
      String name,
      List<Scope> scopes,
      Instant createdAt,
      Optional<Instant> revokedAt,
      Optional<String> key) {

    static Shown of(ApiKey key, Optional<String> secret) {
      return new Shown(
          String.valueOf(key.id()),
          key.name(),
          key.scopes().stream().sorted().toList(),
          key.createdAt(),
          key.revokedAt(),
          secret);
    }
  }

  @Post
  @Status(HttpStatus.CREATED)
  Shown create(@Body @Valid Wish wish) {
    ApiKeys.Created created = keys.create(wish.name(), wish.scopes());
    return Shown.of(created.key(), Optional.of(created.secret()));
  }

  @Get
  List<Shown> list() {
    return keys.list().stream().map(key -> Shown.of(key, Optional.empty())).toList();
  }

  @Delete("/{id}")
  @Status(HttpStatus.NO_CONTENT)
  void revoke(long id) {
    keys.revoke(id);
  }
}
