package io.reveil.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShippedFilesTest {
  @TempDir
  Path root;

  @Test
  void whatLiesOnDiskWinsAndTheRestComesFromTheJar() throws IOException {
    Files.createDirectories(root.resolve("config"));
    Files.writeString(root.resolve("config/purposes.yml"), "ours");
    ShippedFiles files = new ShippedFiles(root);

    assertThat(files.read("config/purposes.yml")).hasValue("ours");
    assertThat(files.read("config/application.yml"))
        .hasValueSatisfying(text -> assertThat(text).contains("reveil:"));
    assertThat(files.read("config/nothing.yml")).isEmpty();
  }

  @Test
  void aNameCannotLeaveTheFolder() throws IOException {
    Files.writeString(root.resolve("secret"), "secret");
    Path inside = Files.createDirectories(root.resolve("inside"));

    assertThat(new ShippedFiles(inside).read("../secret")).isEmpty();
  }

  @Test
  void aFolderIsListedFromDiskOrFromTheJar() throws IOException {
    assertThat(new ShippedFiles(root).list("db/migration")).contains("db/migration/V001__job.sql");

    Files.createDirectories(root.resolve("config/forms"));
    Files.writeString(root.resolve("config/forms/b.yml"), "");
    Files.writeString(root.resolve("config/forms/a.yml"), "");

    assertThat(new ShippedFiles(root).list("config/forms"))
        .containsExactly("config/forms/a.yml", "config/forms/b.yml");
    assertThat(new ShippedFiles(root).list("config/none")).isEmpty();
  }
}
