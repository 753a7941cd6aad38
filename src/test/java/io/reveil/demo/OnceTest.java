package io.reveil.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.demo.world.Figure;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class OnceTest {
  private static final List<Figure> AGREES = List.of(
      Figure.equal("plug", "lost", 0, 0),
      Figure.text("farewell", "reason", "SUPPRESSED", "SUPPRESSED"));

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @Test
  void whenAllFiguresAgreeTheExitCodeIsZero() {
    assertThat(play(List.of(AGREES, List.of(Figure.between("wave", "held out", 1, 3, 2)))))
        .isZero();
    assertThat(lines()).anySatisfy(line -> assertThat(line).matches("plug +lost +0 +0  ok"));
    assertThat(lines()).last().isEqualTo("3 figures, 0 differ.");
  }

  @Test
  void oneFigureThatDiffersGivesTheExitCodeOneAndIsNamed() {
    assertThat(play(List.of(AGREES, List.of(Figure.equal("plug", "sent twice", 0, 1)), AGREES)))
        .isEqualTo(1);
    assertThat(lines())
        .anySatisfy(line -> assertThat(line).matches("plug +sent twice +0 +1  DIFFERS"));
    assertThat(lines()).last().isEqualTo("5 figures, 1 differ.");
  }

  @Test
  void aStoryWithoutFiguresProvesNothing() {
    assertThat(play(List.of())).isEqualTo(1);
  }

  /** A figure below, above or unlike what it must be does not agree. */
  @Test
  void figuresAreCompared() {
    assertThat(Figure.between("wave", "held out", 1, 3, 0).agrees()).isFalse();
    assertThat(Figure.between("wave", "held out", 1, 3, 4).agrees()).isFalse();
    assertThat(Figure.text("sign up", "consent", "NONE", "GRANTED").agrees()).isFalse();
    assertThat(Figure.equal("base", "people", 28_664, 28_664).found()).isEqualTo("28\u202f664");
  }

  private int play(List<List<Figure>> acts) {
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    return new Once(out).play(acts.stream().map(OnceTest::act).toList());
  }

  private static Supplier<List<Figure>> act(List<Figure> figures) {
    return () -> figures;
  }

  private List<String> lines() {
    return printed.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
