package io.reveil.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.reveil.delivery.ReplyClass;
import io.reveil.delivery.guard.Failures;
import io.reveil.delivery.guard.SentMails;
import io.reveil.testing.Rig;
import io.reveil.web.client.RemoteCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What an operator gets at the terminal, through HTTP (B30). */
class BounceCommandTest {
  @RegisterExtension
  static final Rig rig = Rig.with(Map.of("reveil.test", "bounce-command"));

  @Command(name = "reveil", subcommands = BounceCommand.class)
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

  private static String health() throws IOException, InterruptedException {
    URI health = rig.uri("/health");
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(health).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  @Test
  void aStormIsToldAndEndedByHand() throws IOException, InterruptedException {
    SentMails mails = new SentMails(rig);
    List<SentMails.Mail> sent = mails.send(mails.people("storm", "orange.fr", 40));
    assertThat(run("bounce", "storms").out()).isEqualTo("No provider is stopped.");
    sent.forEach(mail -> rig.database()
        .write(() -> rig.bean(Failures.class)
            .returned(mail.contact(), mail.id(), ReplyClass.HARD, "550 5.1.1 OFR_416")));
    mails.guard();

    assertThat(run("bounce", "storms").out())
        .startsWith("orange  since 2026-11-21T12:00:00Z  40 failures wait: of 40 mails to orange");
    assertThat(health()).contains("PROVIDER_STOPPED").contains("OFR_416");

    Ran released = run("bounce", "release", "orange", "--json");
    assertThat(new ObjectMapper().readTree(released.out()).path("keptMarks").asBoolean())
        .isFalse();
    assertThat(released.code()).isZero();
    assertThat(run("bounce", "storms", "--json").out()).isEqualTo("[]");
    assertThat(health()).doesNotContain("PROVIDER_STOPPED");

    Ran again = run("bounce", "release", "orange");
    assertThat(again.code()).isEqualTo(RemoteCommand.FAILED);
    assertThat(again.err()).contains("./reveil bounce storms");
  }
}
