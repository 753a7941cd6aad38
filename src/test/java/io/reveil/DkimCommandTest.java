package io.reveil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContextBuilder;
import io.reveil.kernel.Fault;
import io.reveil.testing.DkimFiles;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator gets who is about to let Réveil sign. */
class DkimCommandTest {
  @TempDir
  Path folder;

  @Test
  void theRecordToPublishIsPrintedOfTheSettings() {
    Path key = DkimFiles.rsa(folder.resolve("rsa.pem"), 2048);

    assertThat(DkimCommand.records(
            configured("-reveil.dkim.domain=example.org", "-reveil.dkim.key=" + key)))
        .singleElement()
        .asString()
        .startsWith("reveil._domainkey.example.org. IN TXT \"v=DKIM1; k=rsa; p=MII");
  }

  @Test
  void aSettingThatIsWrongIsSaidInstead() {
    assertThatThrownBy(() -> DkimCommand.records(configured()))
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll("reveil.dkim.domain (", "reveil.dkim.key (");
  }

  @Test
  void whoHasNoKeyIsToldWhatToSet() {
    StringWriter err = new StringWriter();
    int code =
        Reveil.commandLine(Map.of()).setErr(new PrintWriter(err, true)).execute("dkim", "record");

    assertThat(code).isEqualTo(1);
    assertThat(err.toString())
        .isEqualTo(
            "Réveil signs nothing, so the relay must. To let Réveil sign, give REVEIL_DKIM_DOMAIN,"
                + " REVEIL_DKIM_SELECTOR and REVEIL_DKIM_KEY.\n");
  }

  private ApplicationContextBuilder configured(String... more) {
    String[] all = new String[more.length + 1];
    all[0] = "-reveil.dkim.selector=reveil";
    System.arraycopy(more, 0, all, 1, more.length);
    return Server.context(folder.resolve("none.yml"), all);
  }
}
