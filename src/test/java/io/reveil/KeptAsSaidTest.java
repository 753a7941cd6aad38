package io.reveil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A notice may not promise what the settings do not keep (A20, GDPR art. 13(2)(a)). */
class KeptAsSaidTest {
  @TempDir
  Path home;

  @Test
  void anotherRetentionThanPeopleAreToldIsRefused() {
    Throwable refused = catchThrowable(() -> Server.context(
            "-reveil.home=" + home, "-reveil.job.enabled=false", "-reveil.activity.retention=P24M")
        .start()
        .close());

    assertThat(Server.sentence(refused))
        .contains("purposes.newsletter.retention: people are told P36M")
        .contains("reveil.activity.retention keeps them P24M");
  }
}
