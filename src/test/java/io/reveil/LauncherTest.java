package io.reveil;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When ./reveil builds, and what becomes of a server that runs meanwhile. Maven and Java only say what they were asked. */
class LauncherTest {
  /** As Maven does, it writes into the files that are there. */
  private static final String MAVEN = """
      echo "$@" >>maven.log
      [ ! -p held ] || cat held >/dev/null
      [ ! -e broken ] || { echo "BUILD FAILURE"; exit 1; }
      mkdir -p target/lib target/demo-lib
      builds=$(wc -l <maven.log)
      for file in reveil-0.1.jar reveil-0.1-demo.jar lib/kept.jar lib/of-$builds.jar demo-lib/mail.jar; do
        echo "build $builds" >target/$file
      done
      """;

  private static final Set<String> OF_THE_LAUNCHER = Set.of("demo", "test", "bench");

  @TempDir
  private Path folder;

  @BeforeEach
  void layOut() throws IOException {
    Files.copy(Path.of("reveil"), folder.resolve("reveil"), COPY_ATTRIBUTES);
    write("mvnw", MAVEN);
    write("pom.xml", "<project/>");
    write("src/main/App.java", "");
    write("src/demo/Demo.java", "");
    write("config/forms/newsletter.yml", "form: newsletter");
    write("templates/mail.ftl", "");
    write("jdk/release", "JAVA_VERSION=\"25.0.1\"\n");
    write("jdk/bin/javac", "");
    write("jdk/bin/java", "#!/bin/sh\necho \"$@\"\n");
    assertThat(folder.resolve("jdk/bin/java").toFile().setExecutable(true)).isTrue();
    assertThat(folder.resolve("jdk/bin/javac").toFile().setExecutable(true)).isTrue();
  }

  /** What the launcher runs by itself is no command of the program. */
  @Test
  void itsHelpListsTheCommandsThereAreAndNoOther() throws Exception {
    List<String> listed = launch("--help")
        .lines()
        .filter(line -> line.matches("  [a-z].*"))
        .map(line -> line.strip().replaceFirst(" .*", ""))
        .toList();

    assertThat(listed).doesNotHaveDuplicates();
    assertThat(listed)
        .filteredOn(word -> !OF_THE_LAUNCHER.contains(word))
        .containsExactlyInAnyOrderElementsOf(
            Reveil.commandLine(Map.of()).getSubcommands().keySet());
    assertThat(listed).containsAll(OF_THE_LAUNCHER);
  }

  @Test
  void whatIsReadFromTheDiskIsNoReasonToBuild() throws Exception {
    assertThat(launch("campaign", "list")).endsWith("reveil-0.1.jar campaign list\n");

    touch("config/forms/newsletter.yml");
    touch("config/forms");
    touch("templates/mail.ftl");
    launch("campaign", "apply", "config/campaigns/win-back.yml");
    assertThat(builds()).hasSize(1);

    touch("src/main/App.java");
    launch("serve");
    assertThat(builds()).hasSize(2);
  }

  @Test
  void aServerThatRunsKeepsTheFilesThatItHasOpened() throws Exception {
    launch("serve");
    try (InputStream jar = Files.newInputStream(installed("reveil-0.1.jar"));
        InputStream library = Files.newInputStream(installed("lib/kept.jar"));
        InputStream old = Files.newInputStream(installed("lib/of-1.jar"))) {
      touch("src/main/App.java");
      launch("key", "list");

      assertThat(List.of(jar, library, old))
          .allSatisfy(open -> assertThat(open).hasContent("build 1"));
    }
    assertThat(installed("reveil-0.1.jar")).hasContent("build 2");
    assertThat(installed("lib")).isDirectoryNotContaining("glob:**of-1.jar");
    assertThat(installed("lib/of-2.jar")).exists();
  }

  @Test
  void ofTwoAtOnceOneBuildsAndTheOtherWaitsForIt() throws Exception {
    Process fifo =
        new ProcessBuilder("mkfifo", "held").directory(folder.toFile()).start();
    assertThat(fifo.waitFor()).isZero();
    Process first = reveil("key", "list").start();
    try (BufferedReader said = first.errorReader(UTF_8)) {
      assertThat(said.readLine()).startsWith("First build");
      Process second = reveil("key", "list").start();
      try (BufferedReader saidToo = second.errorReader(UTF_8)) {
        assertThat(saidToo.readLine()).isEqualTo("Another ./reveil is building; waiting for it.");
        Files.writeString(folder.resolve("held"), "go on");

        assertThat(ended(first)).isZero();
        assertThat(ended(second)).isZero();
        assertThat(saidToo.readLine()).isNull();
      }
    }
    assertThat(builds()).hasSize(1);
  }

  @Test
  void aBuildThatFailsInstallsNothingAndIsTriedAgain() throws Exception {
    launch("serve");
    touch("src/main/App.java");
    write("broken", "");

    Process failed = reveil("serve").start();
    assertThat(failed.errorReader(UTF_8).lines().toList())
        .contains("BUILD FAILURE")
        .last()
        .asString()
        .startsWith("reveil: the build failed; the whole output is in ");
    assertThat(ended(failed)).isEqualTo(1);
    assertThat(installed("reveil-0.1.jar")).hasContent("build 1");

    Files.delete(folder.resolve("broken"));
    launch("serve");
    assertThat(installed("reveil-0.1.jar")).hasContent("build 3");
  }

  private void write(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  /** Now newer than the last build. */
  private void touch(String name) throws IOException {
    FileTime built = Files.getLastModifiedTime(installed("built"));
    Files.setLastModifiedTime(folder.resolve(name), FileTime.fromMillis(built.toMillis() + 1));
  }

  private Path installed(String name) {
    return folder.resolve("target/installed").resolve(name);
  }

  private List<String> builds() throws IOException {
    return Files.readAllLines(folder.resolve("maven.log"));
  }

  private ProcessBuilder reveil(String... words) {
    ProcessBuilder builder = new ProcessBuilder("./reveil").directory(folder.toFile());
    builder.command().addAll(List.of(words));
    builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
    builder.environment().put("HOME", folder.toString());
    return builder;
  }

  /** Runs it to its end; returns what it printed. */
  private String launch(String... words) throws Exception {
    Process process =
        reveil(words).redirectError(folder.resolve("said").toFile()).start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(ended(process)).isZero();
    return printed;
  }

  private static int ended(Process process) throws InterruptedException {
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }
}
