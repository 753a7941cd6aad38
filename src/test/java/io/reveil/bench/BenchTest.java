package io.reveil.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveil.testing.TestDatabase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ParameterException;

/** A measurement that cannot say anything refuses to be made, and what makes its load does what it is told. */
class BenchTest {
  @TempDir
  private Path folder;

  @Test
  void theEmbeddedDatabaseIsNotMeasured() {
    try (TestDatabase database = TestDatabase.fresh("bench")) {
      assertThatThrownBy(() -> Trial.open(Bench.commandLine(), database.properties()))
          .isInstanceOf(ParameterException.class)
          .hasMessageContaining("REVEIL_DB_URL");
    }
  }

  @Tag("mariadb")
  @Test
  void aDatabaseThatIsInUseIsLeftAlone() {
    try (TestDatabase database = TestDatabase.fresh("bench")) {
      try (Trial trial = Trial.open(Bench.commandLine(), database.properties())) {
        assertThat(trial.bean(MailLoad.class).fill(3)).hasSize(3);
        assertThat(trial.count("SELECT COUNT(*) FROM outbox")).isZero();
      }

      assertThatThrownBy(() -> Trial.open(Bench.commandLine(), database.properties()))
          .isInstanceOf(ParameterException.class)
          .hasMessageContaining("empty one");
    }
  }

  @Test
  void anOptionThatCannotBeIsNamed() {
    StringWriter said = new StringWriter();

    int code = Bench.commandLine().setErr(new PrintWriter(said)).execute("track", "--people", "0");

    assertThat(code).isEqualTo(2);
    assertThat(said.toString()).contains("--people");
  }

  @Test
  void wrkIsFoundOnThePathOrNot() throws Exception {
    Path wrk = Files.createFile(folder.resolve("wrk"));
    assertThat(Wrk.find("/nowhere:" + folder)).isEmpty();

    assertThat(wrk.toFile().setExecutable(true)).isTrue();

    assertThat(Wrk.find("/nowhere:" + folder)).contains(wrk);
  }

  @Test
  void wrkSaysWhatWasAnswered() {
    Wrk.Run run =
        Wrk.Run.read("Running…\nanswered=1000 micros=2000000 p50=650 p99=5600 failed=3\n");

    assertThat(run).isEqualTo(new Wrk.Run(1_000, 2, 0.65, 5.6, 3));
    assertThat(run.rate()).isEqualTo(500);
    assertThatThrownBy(() -> Wrk.Run.read("unable to connect"))
        .hasMessageContaining("unable to connect");
  }
}
