package io.reveil.consent.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.consent.ConsentState;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every pair of state and act, as the table in {@link ConsentAct} has it (E5). */
class StepTest {
  private static final String TABLE = """
      REQUEST   =          =          =          =          =
      SEND_DOI  =          =          =          =          =
      CONFIRM   GRANTED    GRANTED    GRANTED    GRANTED    GRANTED
      DECLARE   GRANTED    already    never      never      GRANTED
      UNDO      never      already    GRANTED    never      never
      CLAIM     NONE       already    never      never      NONE
      STAY      never      =          never      never      never
      WITHDRAW  WITHDRAWN  WITHDRAWN  already    WITHDRAWN  WITHDRAWN
      REFUSE    REFUSED    never      never      already    REFUSED
      EXPIRE    =          never      never      never      already
      """;

  private static final Map<String, Step.Move> MOVES = Map.of(
      "=", Step.Move.KEEPS,
      "NONE", Step.Move.TO_NONE,
      "GRANTED", Step.Move.TO_GRANTED,
      "WITHDRAWN", Step.Move.TO_WITHDRAWN,
      "REFUSED", Step.Move.TO_REFUSED,
      "already", Step.Move.ALREADY,
      "never", Step.Move.NEVER);

  @ParameterizedTest
  @MethodSource
  void anActMovesAStateAsTheTableSays(Step step, ConsentState from, Step.Move expected) {
    assertThat(step.from(from)).isEqualTo(expected);
  }

  static Stream<Arguments> anActMovesAStateAsTheTableSays() {
    Map<String, List<String>> rows = TABLE
        .lines()
        .map(line -> List.of(line.split(" +")))
        .collect(Collectors.toMap(List::getFirst, row -> row.subList(1, row.size())));
    assertThat(rows.keySet())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Step.values()).map(Enum::name).toList());
    List<ConsentState> states = List.of(ConsentState.values());
    return Arrays.stream(Step.values())
        .flatMap(step -> states.stream()
            .map(state -> Arguments.of(
                step,
                state,
                MOVES.get(rows.getOrDefault(step.name(), List.of()).get(states.indexOf(state))))));
  }
}
