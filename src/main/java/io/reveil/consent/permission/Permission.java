package io.reveil.consent.permission;

import io.reveil.consent.Basis;
import io.reveil.kernel.NoMail;
import java.util.Optional;

/** What the law says of writing to one contact. */
public sealed interface Permission {
  /** Allowed, on this basis. What a basis covers is for the mail's author to say (A15, A16). */
  record Given(Basis basis) implements Permission {}

  /** Not allowed, and why. */
  record Denied(NoMail reason) implements Permission {}

  default Optional<NoMail> objection() {
    return switch (this) {
      case Given _ -> Optional.empty();
      case Denied(NoMail reason) -> Optional.of(reason);
    };
  }
}
