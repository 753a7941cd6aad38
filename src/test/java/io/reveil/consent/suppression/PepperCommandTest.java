package io.reveil.consent.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.kernel.EmailAddress;
import io.reveil.key.AddressDigests;
import io.reveil.testing.Rig;
import io.reveil.web.client.RemoteCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What an operator gets at the terminal, through HTTP (D7). */
class PepperCommandTest {
  @RegisterExtension
  static final Rig rig = Rig.with(Map.of("reveil.test", "pepper-command"));

  @Command(name = "reveil", subcommands = PepperCommand.class)
  record Root(Map<String, String> environment) implements RemoteCommand.WithEnvironment {}

  private record Ran(int code, String out, String err) {}

  private static Ran run(String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = new CommandLine(new Root(Map.of(
            "REVEIL_URL", rig.uri("/").toString(),
            "REVEIL_HOME", rig.home().toString())))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(words);
    return new Ran(code, out.toString().strip(), err.toString().strip());
  }

  @Test
  void rotatingSaysWhatToCopyAndListingSaysHowFarItIs() {
    Ran first = run("pepper", "rotate");
    rig.bean(Suppressions.class)
        .add(
            rig.bean(AddressDigests.class)
                .of(EmailAddress.parse("ada@example.org").orElseThrow()),
            SuppressionReason.OBJECTION,
            "test");
    Ran second = run("pepper", "rotate", "--no-wait", "--json");

    assertThat(first.code()).isZero();
    assertThat(first.out())
        .isEqualTo("Digests are made with pepper 2 from now on. All stored ones are under it.");
    assertThat(first.err()).contains("Copy REVEIL_HOME/keys/pepper.keys");
    assertThat(second.code()).isZero();
    assertThat(second.out()).contains("\"id\":3", "\"newest\":true");
    assertThat(run("pepper", "list")
            .out()
            .lines()
            .map(line -> line.strip().replaceAll("  made \\S+", "")))
        .containsExactly("1  digests: 0  kept", "2  digests: 1  kept", "3  digests: 0  newest");
  }

  @Test
  void aKeyOfAnotherScopeMayNotRotate() {
    StringWriter err = new StringWriter();

    int code = new CommandLine(
            new Root(Map.of("REVEIL_URL", rig.uri("/").toString(), "REVEIL_API_KEY", "rvl_wrong")))
        .setErr(new PrintWriter(err, true))
        .execute("pepper", "rotate");

    assertThat(code).isNotZero();
    assertThat(rig.bean(AddressDigests.class).newest()).isLessThanOrEqualTo(3);
  }
}
