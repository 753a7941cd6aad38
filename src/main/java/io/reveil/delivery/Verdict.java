package io.reveil.delivery;

import io.reveil.kernel.NoMail;
import java.time.Instant;

/** What the gate says of a message. All drops are judged before all holds. */
public sealed interface Verdict {
  record Send() implements Verdict {}

  /** @param reason a code such as {@code PACE} */
  record Hold(Instant until, String reason) implements Verdict {}

  record Drop(NoMail reason) implements Verdict {}
}
