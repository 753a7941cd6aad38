package io.reveil.campaign.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.campaign.wave.Base;
import io.reveil.delivery.lane.Dispatcher;
import io.reveil.kernel.ContactId;
import io.reveil.testing.Rig;
import io.reveil.web.client.RemoteCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What a scheduler and an operator get at the terminal, through HTTP. */
@Tag("sql")
class WaveCommandTest {
  @RegisterExtension
  static final Rig rig = Rig.standard();

  private static int campaigns;

  private final String campaign = "command-" + ++campaigns;
  private final String key = campaign + ".1";

  @TempDir
  Path folder;

  @Command(
      name = "reveil",
      subcommands = {CampaignCommand.class, WaveCommand.class})
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

  private Ran apply(String document) throws IOException {
    Path file = Files.writeString(folder.resolve("campaign.yml"), document);
    return run("campaign", "apply", file.toString());
  }

  @BeforeEach
  void applied() throws IOException {
    apply(Base.document(campaign, "0%"));
  }

  @Test
  void applyingSaysTheVersionAndWhetherItIsNew() throws IOException {
    String deaf = "%n  REPLY ends nothing yet: nothing brings in what people answer.".formatted()
        + " Set reveil.inbound.imap or reveil.inbound.hook.secrets.";

    assertThat(apply(Base.document(campaign, "0%")))
        .isEqualTo(
            new Ran(0, campaign + " is at version 1, as before: the text is the same." + deaf, ""));
    assertThat(apply(Base.document(campaign, "5%")).out())
        .isEqualTo(campaign + " is at version 2." + deaf);
    assertThat(run("campaign", "list").out()).contains(campaign + "  version 2  newsletter");
    assertThat(run("campaign", "show", campaign).out()).contains("holdout: 5%");
  }

  @Test
  void aFaultInTheDocumentIsSaidWithLineAndColumn() throws IOException {
    Ran refused = apply(Base.document(campaign, "0%").replace("at_end", "ramp"));

    assertThat(refused.code()).isEqualTo(RemoteCommand.FAILED);
    assertThat(refused.err())
        .contains("line 13, column 1")
        .contains("“ramp” is not honoured by this version");
  }

  @Test
  void aWaveIsPlannedRunPausedAndStopped() {
    ContactId ada = new Base(rig).silent();

    assertThat(run("wave", "plan", campaign, key, "--json").out())
        .contains("\"state\":\"PLANNED\"")
        .contains("\"planned\":")
        .contains(
            ",\"sent\":0,\"failed\":0,\"unknown\":0,\"open\":0,\"dropped\":{},\"stayed\":0,\"clicked\":0,"
                + "\"unsubscribed\":0,\"bounced\":0,\"complained\":0,\"notPlanned\":{")
        .contains("\"heldOutDigest\":\"");
    assertThat(run("wave", "run", campaign, key, "--detach").out())
        .isEqualTo("Wave " + key + " of " + campaign + " is RUNNING.");
    new Base(rig).plan();
    assertThat(run("wave", "messages", campaign, key).out()).contains(ada + "  value  ");
    assertThat(run("wave", "messages", campaign, key, "--state", "SENT").out()).isEmpty();
    assertThat(
            run("wave", "messages", campaign, key, "--state", "SENT", "--json").out())
        .isEqualTo("[]");
    assertThat(run("wave", "messages", campaign, key, "--json").out())
        .startsWith("[{\"contact\":\"" + ada + "\",\"stage\":\"value\",")
        .endsWith("}]");
    assertThat(run("wave", "pause", campaign, key).out()).endsWith("is PAUSED.");
    assertThat(run("wave", "resume", campaign, key).out()).endsWith("is RUNNING.");
    assertThat(run("wave", "stop", campaign, key).out()).endsWith("is STOPPED.");
  }

  @Test
  void aRunWaitsUntilTheWaveIsDone() {
    new Base(rig).silent();
    CompletableFuture<Ran> run =
        CompletableFuture.supplyAsync(() -> run("wave", "run", campaign, key, "--json"));
    while (!run.isDone()) {
      new Base(rig).plan();
      rig.bean(Dispatcher.class).dispatchDue();
    }

    assertThat(run.join().code()).isEqualTo(RemoteCommand.DONE);
    assertThat(run.join().out())
        .contains("\"state\":\"DONE\"")
        .contains("\"open\":0")
        .containsPattern("\"sent\":[1-9]");
  }

  @Test
  void whatAGuardRefusesEndsWithThree() {
    run("wave", "plan", campaign, key);

    Ran refused = run("wave", "pause", campaign, key);

    assertThat(refused.code()).isEqualTo(RemoteCommand.REFUSED);
    assertThat(refused.err()).contains("is PLANNED and cannot become PAUSED");
    assertThat(run("wave", "plan", "nobody", key).code()).isEqualTo(RemoteCommand.FAILED);
    assertThat(run("wave", "plan", campaign).code()).isEqualTo(CommandLine.ExitCode.USAGE);
  }
}
