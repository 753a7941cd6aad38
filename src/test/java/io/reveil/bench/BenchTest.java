package io.reveil.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveil.bench.trial.MailLoad;
import io.reveil.bench.trial.ServedJar;
import io.reveil.bench.trial.Trial;
import io.reveil.testing.TestDatabase;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.internet.MimeMessage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPMessage;
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

  @Test
  void theMailboxIsReadAndMovedByImap() throws Exception {
    int port = ServedJar.freePort();
    Path tokens = Files.write(folder.resolve("tokens"), List.of("first", "second", "third"));
    Process server = MailServer.start(port, tokens);
    Session session = Session.getInstance(new Properties());
    Store store = session.getStore("imap");
    store.connect("127.0.0.1", port, "bounces", "secret");
    IMAPFolder box = (IMAPFolder) store.getFolder(MailServer.FOLDER);
    box.open(Folder.READ_WRITE);
    Message[] beyond = box.getMessagesByUID(2, 3);
    assertThat(beyond).hasSize(2);
    MimeMessage second = new MimeMessage(session, ((IMAPMessage) beyond[0]).getMimeStream());
    assertThat(second.getContentType()).startsWith("multipart/report");
    assertThat(second.getAllRecipients()[0]).hasToString("b.second@bounce.lettre.example");
    Folder done = store.getFolder("done");
    assertThat(done.exists()).isFalse();
    assertThat(done.create(Folder.HOLDS_MESSAGES)).isTrue();

    box.moveMessages(beyond, done);

    box.close(false);
    box.open(Folder.READ_ONLY);
    assertThat(box.getMessageCount()).isOne();
    done.open(Folder.READ_ONLY);
    assertThat(done.getMessageCount()).isEqualTo(2);
    store.close();
    server.destroyForcibly();
  }
}
