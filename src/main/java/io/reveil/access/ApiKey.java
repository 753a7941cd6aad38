package io.reveil.access;

import io.reveil.web.Scope;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** A key for programs: a name, what it may do, and a digest of its secret. */
record ApiKey(
    long id,
    String name,
    byte[] digest,
    Set<Scope> scopes,
    Instant createdAt,
    Optional<Instant> revokedAt) {

  /** Whether it holds one of these; ADMIN holds all (A56). */
  boolean mayDo(Scope... wanted) {
    if (scopes.contains(Scope.ADMIN)) {
      return true;
    }
    for (Scope scope : wanted) {
      if (scopes.contains(scope)) {
        return true;
      }
    }
    return false;
  }
}
