package io.reveil;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.jdbc.BasicJdbcConfiguration;
import io.reveil.kernel.Installation;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
  @TempDir
  Path folder;

  /** An installation from before this rule, or made by hand under the usual umask (A55). */
  @Test
  void theEmbeddedDatabaseStandsInFoldersThatOnlyTheirOwnerMayEnter() throws IOException {
    Path home = Files.createDirectory(folder.resolve("home"));
    Files.createDirectory(home.resolve("db"));
    open(home);
    open(home.resolve("db"));

    try (ApplicationContext context = Server.context(
            "-reveil.home=" + home, "-reveil.job.enabled=false", "-reveil.test.home=on")
        .start()) {
      assertThat(context.getBean(Installation.class).home()).isEqualTo(home);
      assertThat(context.getBean(Witness.class).seen).isEqualTo("rwx------");
    }

    assertThat(permissions(home)).isEqualTo("rwx------");
    assertThat(permissions(home.resolve("db"))).isEqualTo("rwx------");
    assertThat(home.resolve("db/reveil.mv.db")).exists();
  }

  /** How the home stands when the database is opened. */
  @Singleton
  @Requires(property = "reveil.test.home")
  static class Witness implements BeanCreatedEventListener<BasicJdbcConfiguration> {
    private final Path home;
    private String seen = "";

    Witness(Installation installation) {
      this.home = installation.home();
    }

    @Override
    public BasicJdbcConfiguration onCreated(BeanCreatedEvent<BasicJdbcConfiguration> event) {
      seen = permissions(home);
      return event.getBean();
    }
  }

  private static void open(Path directory) throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static String permissions(Path directory) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(directory));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
