package io.reveil.delivery;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Who writes the mails of each kind. */
@Singleton
public class Kinds {
  private final Map<String, Letters> byKind;

  Kinds(List<Letters> letters) {
    this.byKind = letters.stream().collect(Collectors.toMap(Letters::kind, Function.identity()));
  }

  /** @throws IllegalStateException if no part of this program writes such mails */
  public Letters of(Message message) {
    return Optional.ofNullable(byKind.get(message.kind()))
        .orElseThrow(
            () -> new IllegalStateException("nobody writes mails of kind " + message.kind()));
  }

  /** Whether mails of this kind go to the contact's own address: what comes back of others says nothing of it (A43). */
  public boolean isToOwnAddress(String kind) {
    return Optional.ofNullable(byKind.get(kind)).map(Letters::isToOwnAddress).orElse(true);
  }

  public boolean isTransactional(Message message) {
    return of(message).isTransactional();
  }
}
