package io.reveil.consent.proof;

import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.reveil.consent.seal.SealKeys;
import io.reveil.key.SealSeeds;
import io.reveil.web.RequiresScope;
import io.reveil.web.Scope;
import java.util.Objects;

/** Rotates the key that signs the ledger (A57). No private key is ever shown. */
@Controller("/api/ledger/keys")
@ExecuteOn(TaskExecutors.BLOCKING)
@RequiresScope(Scope.ADMIN)
class SealKeyController {
  private final SealSeeds seeds;
  private final SealKeys keys;

  SealKeyController(SealSeeds seeds, SealKeys keys) {
    this.seeds = seeds;
    this.keys = keys;
  }

  /** The key that signs from now on. */
  @Serdeable
  record Signing(String keyId, String publicKey) {}

  @Post
  @Consumes(MediaType.ALL)
  @Status(HttpStatus.CREATED)
  Signing rotate() {
    seeds.rotate();
    String newest = keys.newest();
    return new Signing(newest, Objects.requireNonNull(keys.publicKeys().get(newest)));
  }
}
