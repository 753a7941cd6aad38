package io.reveil.activity;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A21: what counts as hearing from a person, kind by kind. */
class SignalTest {
  /** One of each kind, and whether it restarts the 36 months. A new kind fails here until somebody has decided. */
  private static final Map<Signal, Boolean> SIGN_OF_LIFE = Map.ofEntries(
      entry(new Signal.Stayed(1), true),
      entry(new Signal.Confirmed(1), true),
      entry(new Signal.CrmEvent("purchase", Optional.empty(), Optional.empty()), true),
      entry(new Signal.PreferencesSaved(1), true),
      entry(new Signal.Replied(1), true),
      entry(new Signal.Clicked(1, true), true),
      entry(new Signal.Clicked(1, false), false),
      entry(new Signal.Unsubscribed(1), false));

  static Stream<Class<?>> kinds() {
    return Arrays.stream(Signal.class.getPermittedSubclasses());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyKindIsClassified(Class<?> kind) {
    assertThat(SIGN_OF_LIFE.keySet()).as("examples of %s", kind).anyMatch(kind::isInstance);
  }

  @Test
  void onlyWhatA21ListsIsASignOfLife() {
    SIGN_OF_LIFE.forEach((signal, expected) ->
        assertThat(signal.isSignOfLife()).as(signal.kind()).isEqualTo(expected));
  }
}
