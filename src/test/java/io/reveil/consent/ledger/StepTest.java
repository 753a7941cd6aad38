package io.reveil.consent.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.consent.Basis;
import io.reveil.consent.ConsentState;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every pair of state and act, as the table in {@link ConsentAct} has it (E5). */
class StepTest {
  private static final String TABLE = """
      REQUEST     =          =          =          =          =          =
      SEND_DOI    =          =          =          =          =          =
      CONFIRM     GRANTED    GRANTED    GRANTED    GRANTED    GRANTED    GRANTED
      DECLARE     GRANTED    GRANTED    already    never      never      GRANTED
      UNDO        never      never      already    GRANTED    never      never
      TICK        GRANTED    GRANTED    already    GRANTED    GRANTED    GRANTED
      SHOW_BASIS  other      other      already    never      never      other
      CLAIM       NONE       already    already    never      never      NONE
      LOSE_BASIS  already    NONE       already    already    already    already
      STAY        never      =          =          never      never      never
      WITHDRAW    WITHDRAWN  WITHDRAWN  WITHDRAWN  already    WITHDRAWN  WITHDRAWN
      LEAVE_ADDRESS never    WITHDRAWN  WITHDRAWN  already    never      never
      REFUSE      REFUSED    never      never      never      already    REFUSED
      LEAVE_UNTICKED REFUSED never     never      WITHDRAWN  REFUSED    REFUSED
      EXPIRE      =          =          never      never      never      already
      INVALIDATE  never      NONE       WITHDRAWN  already    never      never
      """;

  private static final Map<String, Step.Move> MOVES = Map.of(
      "=", Step.Move.KEEPS,
      "NONE", Step.Move.TO_NONE,
      "other", Step.Move.TO_BASIS,
      "GRANTED", Step.Move.TO_GRANTED,
      "WITHDRAWN", Step.Move.TO_WITHDRAWN,
      "REFUSED", Step.Move.TO_REFUSED,
      "already", Step.Move.ALREADY,
      "never", Step.Move.NEVER);

  private static final List<Map.Entry<ConsentState, Basis>> COLUMNS = List.of(
      Map.entry(ConsentState.NONE, Basis.NONE),
      Map.entry(ConsentState.NONE, Basis.CUSTOMER_SOFT_OPT_IN),
      Map.entry(ConsentState.GRANTED, Basis.CONSENT),
      Map.entry(ConsentState.WITHDRAWN, Basis.NONE),
      Map.entry(ConsentState.REFUSED, Basis.NONE),
      Map.entry(ConsentState.EXPIRED, Basis.NONE));

  @ParameterizedTest
  @MethodSource
  void anActMovesAStateAsTheTableSays(
      Step step, ConsentState from, Basis basis, Step.Move expected) {
    assertThat(step.from(from, basis)).isEqualTo(expected);
  }

  static Stream<Arguments> anActMovesAStateAsTheTableSays() {
    Map<String, List<String>> rows = TABLE
        .lines()
        .map(line -> List.of(line.split(" +")))
        .collect(Collectors.toMap(List::getFirst, row -> row.subList(1, row.size())));
    assertThat(rows.keySet())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Step.values()).map(Enum::name).toList());
    return Arrays.stream(Step.values())
        .flatMap(step -> row(step, rows.getOrDefault(step.name(), List.of())));
  }

  private static Stream<Arguments> row(Step step, List<String> moves) {
    return IntStream.range(0, COLUMNS.size())
        .mapToObj(column -> Arguments.of(
            step,
            COLUMNS.get(column).getKey(),
            COLUMNS.get(column).getValue(),
            MOVES.get(moves.get(column))));
  }
}
